package org.parkingrelay.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.parkingrelay.standin.StandIn;

/** Everything around a relay that runs elsewhere, but for Kafka and the store: the stand-in of WeChat Pay, and a gate. */
public final class StandInRun {

    private static final int PORT = 8089;

    private StandInRun() {}

    /**
     * Runs until it is told to end. It listens only once topics and files are there, so that a relay may start as soon as it does.
     *
     * @param arguments Kafka's address; the folder for the relay's keys and files; where the relay's meters are
     */
    public static void main(String... arguments) throws IOException, InterruptedException {
        // The story is told on the same screen.
        Logger.getLogger("").setLevel(Level.SEVERE);
        String kafka = arguments[0];
        Mall mall = Mall.open(Path.of(arguments[1]));
        Topics.create(kafka);
        Topics.bind(kafka, SampleCars.OF_THE_README);
        try (StandIn wechatpay = mall.wechatpay().startEverywhere(PORT)) {
            Story.tell("stand-in", "WeChat Pay's ledger is at " + wechatpay.host() + "/stand-in/ledger");
            start("story", new Story(wechatpay, kafka, URI.create(arguments[2])));
            start("gate", new Gate(kafka));
            new CountDownLatch(1).await();
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
