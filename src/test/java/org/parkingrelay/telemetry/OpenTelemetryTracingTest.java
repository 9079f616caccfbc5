package org.parkingrelay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class OpenTelemetryTracingTest {

    /** Of the specification, https://www.w3.org/TR/trace-context/. */
    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

    private static final String PARENT_ID = "b7ad6b7169203331";

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();

    private OpenTelemetryTracing tracing(Sampler sampler) {
        return new OpenTelemetryTracing(OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .setSampler(sampler)
                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build())
                .build());
    }

    private static ConsumerRecord<byte[], byte[]> record() {
        return new ConsumerRecord<>("gates", 2, 42, new byte[0], "粤B12345".getBytes(StandardCharsets.UTF_8));
    }

    private static ConsumerRecord<byte[], byte[]> record(String flags) {
        ConsumerRecord<byte[], byte[]> record = record();
        add(record, "traceparent", "00-" + TRACE_ID + "-" + PARENT_ID + "-" + flags);
        return record;
    }

    private static void add(ConsumerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private SpanData span(String name) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String text(SpanData span, String attribute) {
        return span.getAttributes().get(AttributeKey.stringKey(attribute));
    }

    @Test
    void a_record_continues_the_trace_of_its_producer() {
        tracing(Sampler.alwaysOn()).begin(record("01")).end("skipped", "not_a_member");

        SpanData span = span("process gates");
        assertThat(span.getTraceId()).isEqualTo(TRACE_ID);
        assertThat(span.getParentSpanId()).isEqualTo(PARENT_ID);
        assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(text(span, "messaging.system")).isEqualTo("kafka");
        assertThat(text(span, "messaging.destination.name")).isEqualTo("gates");
        assertThat(text(span, "messaging.destination.partition.id")).isEqualTo("2");
        assertThat(span.getAttributes().get(AttributeKey.longKey("messaging.kafka.offset")))
                .isEqualTo(42);
        assertThat(text(span, "relay.disposition")).isEqualTo("skipped");
        assertThat(text(span, "relay.reason")).isEqualTo("not_a_member");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void a_record_without_a_trace_begins_one() {
        tracing(Sampler.alwaysOn()).begin(record()).end("dead_lettered", "invalid");

        SpanData span = span("process gates");
        assertThat(span.getParentSpanContext().isValid()).isFalse();
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(text(span, "error.type")).isEqualTo("invalid");
    }

    @Test
    void look_up_and_call_are_parts_of_it() {
        Trace trace = tracing(Sampler.alwaysOn()).begin(record("01"));
        trace.lookup().end("found");
        trace.call("main").end("throttled", "api.mch.weixin.qq.com", 429, "FREQUENCY_LIMIT_EXCEED", "08F7-1");
        trace.end("forwarded", "none");

        String whole = span("process gates").getSpanId();
        assertThat(span("lookup").getParentSpanId()).isEqualTo(whole);
        assertThat(text(span("lookup"), "relay.result")).isEqualTo("found");
        SpanData call = span("POST /v3/businesscircle/parkings");
        assertThat(call.getParentSpanId()).isEqualTo(whole);
        assertThat(call.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(text(call, "http.request.method")).isEqualTo("POST");
        assertThat(text(call, "server.address")).isEqualTo("api.mch.weixin.qq.com");
        assertThat(call.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
                .isEqualTo(429);
        assertThat(text(call, "relay.outcome")).isEqualTo("throttled");
        assertThat(text(call, "relay.code")).isEqualTo("FREQUENCY_LIMIT_EXCEED");
        assertThat(text(call, "relay.request_id")).isEqualTo("08F7-1");
        assertThat(call.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void what_is_not_sampled_is_not_traced_at_all() {
        OpenTelemetryTracing onlyWithAParent = tracing(Sampler.parentBased(Sampler.alwaysOff()));

        assertThat(onlyWithAParent.begin(record())).isSameAs(Trace.NONE);
        assertThat(onlyWithAParent.begin(record("00"))).isSameAs(Trace.NONE);
        assertThat(onlyWithAParent.begin(record("01"))).isNotSameAs(Trace.NONE);
    }

    @Test
    void of_the_headers_nothing_but_the_parent_is_taken() {
        ConsumerRecord<byte[], byte[]> record = record("01");
        for (String header : List.of("tracestate", "baggage", "plate")) {
            add(record, header, "plate=粤B12345");
        }
        tracing(Sampler.alwaysOn()).begin(record).end("forwarded", "none");

        assertThat(spans.getFinishedSpanItems().toString()).doesNotContain("B12345");
    }

    @Test
    void a_header_that_is_no_parent_is_as_none() {
        for (String header : List.of("", "00-0-0-01", "粤B12345", "00-" + "0".repeat(32) + "-" + PARENT_ID + "-01")) {
            ConsumerRecord<byte[], byte[]> record = record();
            add(record, "traceparent", header);
            tracing(Sampler.alwaysOn()).begin(record).end("forwarded", "none");
        }
        ConsumerRecord<byte[], byte[]> record = record();
        record.headers().add("traceparent", null);
        tracing(Sampler.alwaysOn()).begin(record).end("forwarded", "none");

        assertThat(spans.getFinishedSpanItems())
                .hasSize(5)
                .allSatisfy(span ->
                        assertThat(span.getParentSpanContext().isValid()).isFalse());
    }
}
