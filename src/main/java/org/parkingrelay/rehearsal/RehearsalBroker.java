package org.parkingrelay.rehearsal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.RequestUtils;

/**
 * Lets Kafka's clients of this machine connect, reads their requests and writes the answers, each connection on a thread of its own and
 * one request after the other, as a broker does. The frames are those of Kafka's protocol guide: a length of four bytes, a header, and
 * the message; header and message are read and written by the clients' own classes, so they speak the same versions.
 */
public final class RehearsalBroker implements AutoCloseable {

    private final ServerSocket server;
    private final Node self;
    private final BrokerAnswers answers;

    private RehearsalBroker(ServerSocket server, Node self, BrokerAnswers answers) {
        this.server = server;
        this.self = self;
        this.answers = answers;
    }

    /**
     * A broker that has every topic that it is asked for, of one partition, and records in one of them.
     *
     * @param topic that has the records
     * @param key of each of them
     * @param values theirs, in their order from offset 0
     */
    public static RehearsalBroker start(String topic, byte[] key, List<byte[]> values) throws IOException {
        ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Node self = new Node(0, server.getInetAddress().getHostAddress(), server.getLocalPort());
        RehearsalBroker broker = new RehearsalBroker(server, self, new BrokerAnswers(self, topic, key, values));
        daemon("rehearsal-broker", broker::accept);
        return broker;
    }

    /** What {@code kafka.bootstrap.servers} is set to. */
    public String address() {
        return self.host() + ":" + self.port();
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                daemon("rehearsal-client", () -> serve(client));
            }
        } catch (SocketException e) {
            // Closed.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket client) {
        try (client;
                DataInputStream in = new DataInputStream(client.getInputStream());
                DataOutputStream out = new DataOutputStream(client.getOutputStream())) {
            client.setTcpNoDelay(true);
            while (true) {
                byte[] frame = in.readNBytes(in.readInt());
                byte[] answer = answer(ByteBuffer.wrap(frame));
                out.write(ByteBuffer.allocate(Integer.BYTES + answer.length)
                        .putInt(answer.length)
                        .put(answer)
                        .array());
            }
        } catch (EOFException | SocketException e) {
            // The client has left.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] answer(ByteBuffer frame) {
        RequestHeader header = RequestHeader.parse(frame);
        ApiKeys api = header.apiKey();
        short version = header.apiVersion();
        ApiMessage request = api.messageType.newRequest();
        request.read(new ByteBufferAccessor(frame), version);
        ByteBuffer answer = RequestUtils.serialize(
                header.toResponseHeader().data(),
                api.responseHeaderVersion(version),
                answers.to(api, request),
                version);
        byte[] bytes = new byte[answer.remaining()];
        answer.get(bytes);
        return bytes;
    }

    /** Takes no more connections; those that are there end with their clients. */
    @Override
    public void close() throws IOException {
        server.close();
    }
}
