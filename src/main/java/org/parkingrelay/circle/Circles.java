package org.parkingrelay.circle;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.parkingrelay.circle.CirclesConfig.CircleConfig;
import org.parkingrelay.config.ConfigProblems;

/** Finds the business circle of a car park. */
public final class Circles {

    /** Stands for every lot that is not named. */
    public static final String ANY_LOT = "*";

    private static final int MAX_APP_ID_LENGTH = 32;

    private final Map<String, Circle> byName;
    private final Map<String, Circle> byLot;

    private Circles(Map<String, Circle> byName, Map<String, Circle> byLot) {
        this.byName = Map.copyOf(byName);
        this.byLot = Map.copyOf(byLot);
    }

    /** Reads circles and lots; what is wrong with them is added to {@code problems}, and the result is then of no use. */
    public static Circles from(CirclesConfig circles, LotsConfig lots, ConfigProblems problems) {
        Map<String, Circle> byName = new HashMap<>();
        circles.circles().forEach((name, config) -> byName.put(name, circle(name, config, problems)));
        if (byName.isEmpty()) {
            problems.add(
                    "relay.circles",
                    "names no circle",
                    "set relay.circles.\"<name>\".app-id, .brand-id and .credential");
        }
        Map<String, Circle> byLot = new HashMap<>();
        lots.lots().forEach((lot, name) -> {
            Circle circle = byName.get(name);
            if (circle == null) {
                problems.add(
                        "relay.lots.\"" + lot + "\"",
                        "names the circle '" + name + "', which is not configured",
                        "use one of " + byName.keySet().stream().sorted().toList() + " or add relay.circles.\"" + name
                                + "\"");
            } else {
                byLot.put(lot, circle);
            }
        });
        if (lots.lots().isEmpty()) {
            problems.add(
                    "relay.lots",
                    "names no car park, so every event would be a dead letter",
                    "set relay.lots.\"<lotId>\" or relay.lots.\"*\" to the name of a circle");
        }
        return new Circles(byName, byLot);
    }

    private static Circle circle(String name, CircleConfig config, ConfigProblems problems) {
        String key = "relay.circles.\"" + name + "\".";
        String appId = problems.required(
                key + "app-id", config.appId(), "set it to the app id under which the members have their openids");
        if (appId.length() > MAX_APP_ID_LENGTH) {
            problems.add(
                    key + "app-id",
                    "has " + appId.length() + " characters",
                    "WeChat Pay takes at most " + MAX_APP_ID_LENGTH + ", such as wx931386123456789e");
        }
        String credential = problems.required(
                key + "credential",
                config.credential(),
                "set it to the <name> of a relay.wechatpay.credentials.\"<name>\"");
        return new Circle(name, appId, brandId(key + "brand-id", config, problems), config.subMchid(), credential);
    }

    private static long brandId(String key, CircleConfig config, ConfigProblems problems) {
        String mend = "set it to the mall's brand id, a whole number such as 1000";
        String text = problems.required(key, config.brandId(), mend);
        if (text.isEmpty()) {
            return 0;
        }
        if (!text.matches("[1-9][0-9]{0,17}")) {
            problems.add(key, "is not a positive whole number", mend);
            return 0;
        }
        return Long.parseLong(text);
    }

    /** The circle of a car park, or none where neither the lot nor {@link #ANY_LOT} is configured. */
    public Optional<Circle> ofLot(String lotId) {
        Circle named = byLot.get(lotId);
        return Optional.ofNullable(named != null ? named : byLot.get(ANY_LOT));
    }

    /** The circle that the configuration calls so. */
    public Optional<Circle> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All circles, in no order. */
    public Iterable<Circle> all() {
        return byName.values();
    }
}
