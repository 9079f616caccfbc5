package org.parkingrelay.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import org.parkingrelay.load.Peer.Counts;
import org.parkingrelay.testing.TestMall;

/** The same batches for the {@link Peer}. */
final class PeerLoad implements AutoCloseable {

    private static final int ROUNDS = 3;
    private static final int FORWARDED = 5_000;
    private static final int SKIPPED = 100_000;

    /** It allows more than a core signs at the latencies of this benchmark. */
    private static final int CONCURRENCY = 100;

    private static final long LOOK_NANOS = 100_000_000;

    private final Fleet fleet;
    private final Limits limits;
    private final Peer peer;
    private final List<Double> forwarded = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();
    private final List<Double> skipped = new ArrayList<>();

    PeerLoad(LoadMall mall, Fleet fleet, String bootstrapServers, String topic, Limits limits) throws IOException {
        this.fleet = fleet;
        this.limits = limits;
        Path folder = mall.privateKey().getParent();
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap-servers", bootstrapServers);
        settings.put("topic", topic);
        settings.put("group", topic);
        settings.put("host", mall.wechatpay().host());
        settings.put("mchid", TestMall.MCHID);
        settings.put("serial-number", TestMall.SERIAL_NUMBER);
        settings.put("private-key-file", mall.privateKey().toString());
        settings.put("public-key-id", TestMall.PLATFORM_KEY_ID);
        settings.put("public-key-file", mall.publicKey().toString());
        settings.put("app-id", TestMall.APP_ID);
        settings.put("brand-id", String.valueOf(TestMall.BRAND_ID));
        settings.put("members", members(folder).toString());
        settings.put("max-concurrency", String.valueOf(CONCURRENCY));
        this.peer = Peer.start(Cores.measured(), List.of("-Xmx512m"), settings, folder);
    }

    private static Path members(Path folder) throws IOException {
        StringBuilder members = new StringBuilder();
        for (int i = 0; i < Fleet.MEMBERS; i++) {
            members.append(Fleet.plate(i)).append(',').append(Fleet.openid(i)).append('\n');
        }
        return Files.writeString(folder.resolve("peer-members.csv"), members);
    }

    void run() {
        for (int i = 0; i < ROUNDS; i++) {
            forward();
            skip();
        }
        for (int i = 0; i < ROUNDS; i++) {
            double before = limits.signature();
            forwarded.add(forward());
            ratios.add(forwarded.get(i) / ((before + limits.signature()) / 2));
            skipped.add(skip());
        }
    }

    private double forward() {
        return cost(FORWARDED, fleet::member, Counts::forwarded);
    }

    private double skip() {
        return cost(SKIPPED, fleet::stranger, Counts::skipped);
    }

    /** Microseconds of CPU for each event. */
    private double cost(int events, Runnable event, ToLongFunction<Counts> done) {
        Counts before = peer.counts();
        for (int i = 0; i < events; i++) {
            event.run();
        }
        Counts after = before;
        while (done.applyAsLong(after.since(before)) < events) {
            LockSupport.parkNanos(LOOK_NANOS);
            after = peer.counts();
        }
        return after.since(before).cpuNanos() / 1e3 / events;
    }

    double forwarded() {
        return Page.median(forwarded);
    }

    double forwardedToSignature() {
        return Page.median(ratios);
    }

    double skipped() {
        return Page.median(skipped);
    }

    @Override
    public void close() {
        peer.close();
    }
}
