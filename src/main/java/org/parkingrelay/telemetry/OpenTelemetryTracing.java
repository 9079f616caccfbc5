package org.parkingrelay.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Traces by OpenTelemetry, with its own keys ({@code otel.*}, {@code OTEL_*}). By hand, and not by what instruments Kafka, HTTP and Redis
 * by itself: a poll of many records is one message there, and its spans quote commands, plates included.
 */
public final class OpenTelemetryTracing implements Tracing {

    private static final long LAST_WORDS_SECONDS = 2;
    private static final String TRACEPARENT = "traceparent";

    /** What differs from OpenTelemetry's own defaults: only traces go out, over HTTP. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "otel.service.name", "parking-relay",
            "otel.exporter.otlp.protocol", "http/protobuf",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none",
            "otel.traces.sampler", "parentbased_traceidratio",
            "otel.traces.sampler.arg", "0.01");

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.name");
    private static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> PARTITION = AttributeKey.stringKey("messaging.destination.partition.id");
    private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> TEMPLATE = AttributeKey.stringKey("url.template");
    private static final AttributeKey<String> SERVER = AttributeKey.stringKey("server.address");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> DISPOSITION = AttributeKey.stringKey("relay.disposition");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("relay.reason");
    private static final AttributeKey<String> RESULT = AttributeKey.stringKey("relay.result");
    private static final AttributeKey<String> CREDENTIAL = AttributeKey.stringKey("relay.credential");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("relay.outcome");
    private static final AttributeKey<String> CODE = AttributeKey.stringKey("relay.code");
    private static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("relay.request_id");

    private static final String REPORT = "/v3/businesscircle/parkings";

    private final OpenTelemetrySdk sdk;
    private final Tracer tracer;

    /** Traces by an SDK, which is closed with this. */
    OpenTelemetryTracing(OpenTelemetrySdk sdk) {
        this.sdk = sdk;
        this.tracer = sdk.getTracer("org.parkingrelay");
    }

    /**
     * Traces as the keys say.
     *
     * @param keys {@code otel.*} of the configuration's files; system properties and environment are read by the SDK, and win
     */
    public static Tracing of(Map<String, String> keys, String version) {
        Map<String, String> all = new HashMap<>(DEFAULTS);
        all.put("otel.resource.attributes", "service.version=" + version);
        all.putAll(keys);
        return new OpenTelemetryTracing(AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> all)
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk());
    }

    @Override
    public Trace begin(ConsumerRecord<byte[], byte[]> record) {
        // Not the ambient context, nor what else arrives: other headers may hold anything.
        Context parent =
                W3CTraceContextPropagator.getInstance().extract(Context.root(), record, TraceparentOnly.GETTER);
        Span span = tracer.spanBuilder("process " + record.topic())
                .setParent(parent)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute(SYSTEM, "kafka")
                .setAttribute(OPERATION_TYPE, "process")
                .setAttribute(OPERATION, "process")
                .setAttribute(DESTINATION, record.topic())
                .setAttribute(PARTITION, String.valueOf(record.partition()))
                .setAttribute(OFFSET, record.offset())
                .startSpan();
        return span.isRecording() ? new Recorded(tracer, span, parent.with(span)) : Trace.NONE;
    }

    @Override
    public void close() {
        sdk.shutdown().join(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
    }

    /** A trace that is kept. */
    private record Recorded(Tracer tracer, Span span, Context context) implements Trace {

        @Override
        public Step lookup() {
            Span step = tracer.spanBuilder("lookup").setParent(context).startSpan();
            return result -> {
                step.setAttribute(RESULT, result);
                step.end();
            };
        }

        @Override
        public Call call(String credential) {
            Span call = tracer.spanBuilder("POST " + REPORT)
                    .setParent(context)
                    .setSpanKind(SpanKind.CLIENT)
                    .setAttribute(METHOD, "POST")
                    .setAttribute(TEMPLATE, REPORT)
                    .setAttribute(CREDENTIAL, credential)
                    .startSpan();
            return (outcome, host, status, code, requestId) -> {
                call.setAttribute(SERVER, host);
                call.setAttribute(OUTCOME, outcome);
                if (status != 0) {
                    call.setAttribute(STATUS, (long) status);
                }
                if (!code.isEmpty()) {
                    call.setAttribute(CODE, code);
                }
                if (!requestId.isEmpty()) {
                    call.setAttribute(REQUEST_ID, requestId);
                }
                if (!outcome.equals("accepted")) {
                    call.setAttribute(ERROR, outcome);
                    call.setStatus(StatusCode.ERROR);
                }
                call.end();
            };
        }

        @Override
        public void end(String disposition, String reason) {
            span.setAttribute(DISPOSITION, disposition);
            span.setAttribute(REASON, reason);
            if (disposition.equals("dead_lettered")) {
                span.setAttribute(ERROR, reason);
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }

    private enum TraceparentOnly implements TextMapGetter<ConsumerRecord<byte[], byte[]>> {
        GETTER;

        @Override
        public Iterable<String> keys(ConsumerRecord<byte[], byte[]> record) {
            return List.of(TRACEPARENT);
        }

        @Override
        public @Nullable String get(@Nullable ConsumerRecord<byte[], byte[]> record, String key) {
            Header header = record == null || !key.equals(TRACEPARENT)
                    ? null
                    : record.headers().lastHeader(key);
            return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
        }
    }
}
