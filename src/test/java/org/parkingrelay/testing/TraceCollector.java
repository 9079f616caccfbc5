package org.parkingrelay.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Takes what an OpenTelemetry exporter sends over HTTP, as bytes. */
public final class TraceCollector implements AutoCloseable {

    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    public TraceCollector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", exchange -> {
            bodies.add(exchange.getRequestBody().readAllBytes());
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    /** As {@code OTEL_EXPORTER_OTLP_ENDPOINT} wants it. */
    public String endpoint() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** All bytes in hexadecimal digits, in which ids of traces and spans can be found. */
    public String hex() {
        return bodies.stream().map(HexFormat.of()::formatHex).collect(Collectors.joining("|"));
    }

    /** Whether a text is anywhere in what came. */
    public boolean has(String text) {
        return hex().contains(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
