package org.parkingrelay.wechatpay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes a report as the bytes that are signed and sent: once, so that the two cannot differ. */
final class ReportBody {

    /**
     * Seconds are always there and the offset is never {@code Z}: the API's page shows only {@code 2022-06-01T10:43:39+08:00},
     * and {@code OffsetDateTime.toString()} drops zero seconds.
     */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.ofHours(8));

    private static final JsonFactory JSON = new JsonFactory();
    private static final int TYPICAL_LENGTH = 256;

    private ReportBody() {}

    /** UTF-8 JSON without white space. */
    static byte[] of(ParkingReport report) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_LENGTH);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            if (report.subMchid().isPresent()) {
                json.writeStringField("sub_mchid", report.subMchid().get());
            }
            json.writeNumberField("brandid", report.brandId());
            json.writeStringField("appid", report.appId());
            json.writeStringField("openid", report.openid());
            json.writeStringField("plate_number", report.plateNumber());
            json.writeStringField("state", report.state().name());
            json.writeStringField("time", TIME.format(report.time()));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }
}
