package org.parkingrelay.lookup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.parkingrelay.event.Plate;
import org.parkingrelay.event.PlateNormaliser;
import org.parkingrelay.event.PlateReading;

/** A million plates that members bound, and others that nobody did, which sort among them. */
final class Fleet {

    static final int BOUND = 1_000_000;
    static final String APP_ID = "wx931386123456789e";

    private static final String AUTHORITIES = "ABCDEFGHJKL";
    private static final int PLATES_OF_AUTHORITY = 99_999;
    private static final int QUESTIONS = 1 << 18;

    private Fleet() {}

    private static String bound(int i) {
        return "粤" + AUTHORITIES.charAt(i / PLATES_OF_AUTHORITY) + String.format("%05d", i % PLATES_OF_AUTHORITY + 1);
    }

    private static String stranger(int i) {
        return bound(i).substring(0, 6) + "XYZ".charAt(i % 3);
    }

    private static String openid(int i) {
        return String.format("oUpF8u%022d", i);
    }

    /** Plates in random order, of which so many in a hundred are bound. */
    static Plate[] questions(int percentBound) {
        Random random = new Random(percentBound);
        Plate[] plates = new Plate[QUESTIONS];
        for (int i = 0; i < plates.length; i++) {
            int number = random.nextInt(BOUND);
            String text = random.nextInt(100) < percentBound ? bound(number) : stranger(number);
            plates[i] = ((PlateReading.Legible) PlateNormaliser.read(text)).plate();
        }
        return plates;
    }

    /** The file of an import. */
    static Path csv(Path folder) throws IOException {
        Path file = folder.resolve("bindings.csv");
        try (OutputStream out = Files.newOutputStream(file)) {
            StringBuilder lines = new StringBuilder("app_id,plate,openid\n");
            for (int i = 0; i < BOUND; i++) {
                lines.append(APP_ID)
                        .append(',')
                        .append(bound(i))
                        .append(',')
                        .append(openid(i))
                        .append('\n');
            }
            out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    /** The same as commands for {@code redis-cli --pipe}. */
    static Path commands(Path folder) throws IOException {
        Path file = folder.resolve("bindings.resp");
        try (OutputStream out = Files.newOutputStream(file)) {
            StringBuilder commands = new StringBuilder();
            for (int i = 0; i < BOUND; i++) {
                append(commands.append("*5\r\n"), "ZADD");
                append(commands, "parking-relay:binding:" + APP_ID + ":" + bound(i));
                append(append(commands, "NX"), "0");
                append(commands, openid(i));
            }
            out.write(commands.toString().getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static StringBuilder append(StringBuilder commands, String part) {
        int bytes = part.getBytes(StandardCharsets.UTF_8).length;
        return commands.append('$').append(bytes).append("\r\n").append(part).append("\r\n");
    }
}
