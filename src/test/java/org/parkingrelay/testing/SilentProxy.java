package org.parkingrelay.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Passes TCP on to a port of this machine, until its connections are made to vanish as a pulled cable would have it: no word, no end. */
public final class SilentProxy implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final List<Link> links = new CopyOnWriteArrayList<>();

    /** Two sockets, and whether anything still passes between them. */
    private record Link(Socket near, Socket far, AtomicBoolean silent) {}

    private SilentProxy(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    public static SilentProxy to(int port) {
        try {
            SilentProxy proxy = new SilentProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
            start("proxy-accept", proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Lets nothing more through on the connections that there are; new ones work. */
    public void silence() {
        links.forEach(link -> link.silent().set(true));
    }

    private void accept() {
        try {
            while (true) {
                join(server.accept());
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void join(Socket near) throws IOException {
        try {
            Link link = new Link(near, new Socket(InetAddress.getLoopbackAddress(), target), new AtomicBoolean());
            links.add(link);
            start("proxy-to", () -> pump(link, near, link.far()));
            start("proxy-from", () -> pump(link, link.far(), near));
        } catch (ConnectException e) {
            // Nobody listens there, and who asks is told so.
            near.close();
        }
    }

    private static void pump(Link link, Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!link.silent().get()) {
                    out.write(buffer, 0, read);
                    out.flush();
                }
            }
            if (!link.silent().get()) {
                to.close();
            }
        } catch (IOException e) {
            // One side has ended.
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        List<AutoCloseable> all = new ArrayList<>(List.of(server));
        links.forEach(link -> all.addAll(List.of(link.near(), link.far())));
        for (AutoCloseable one : all) {
            try {
                one.close();
            } catch (Exception e) {
                // Nothing to save.
            }
        }
    }
}
