package org.parkingrelay.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks Redis in its own protocol (RESP2), apart from the client under test; for answers that are texts or lists of texts. */
final class RedisText {

    private RedisText() {}

    /** The answer's texts, a line each; empty where there is none. */
    static String ask(int port, String... command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            StringBuilder request = new StringBuilder("*" + command.length + "\r\n");
            for (String part : command) {
                request.append('$')
                        .append(part.getBytes(StandardCharsets.UTF_8).length)
                        .append("\r\n")
                        .append(part)
                        .append("\r\n");
            }
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String head = answer.readLine();
            if (head.equals("$-1")) {
                return "";
            }
            if (head.charAt(0) != '*') {
                return head.charAt(0) == '$' ? answer.readLine() : head.substring(1);
            }
            StringBuilder texts = new StringBuilder();
            for (int i = Integer.parseInt(head.substring(1)); i > 0; i--) {
                // The line with the length says nothing that the text does not.
                answer.readLine();
                texts.append(answer.readLine()).append('\n');
            }
            return texts.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
