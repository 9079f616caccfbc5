package org.parkingrelay.faults;

import java.util.List;

/** A business circle of the harness, each with a merchant of its own. */
enum Site {
    NORTH("1900000109", 1000, "wx931386123456789e", "N-1,N-2,N-3"),
    SOUTH("1900000207", 2000, "wx931386123456789f", "S-1,S-2");

    private final String mchid;
    private final long brandId;
    private final String appId;
    /** Separated by commas, because an enum holds nothing that can change. */
    private final String lots;

    Site(String mchid, long brandId, String appId, String lots) {
        this.mchid = mchid;
        this.brandId = brandId;
        this.appId = appId;
        this.lots = lots;
    }

    String mchid() {
        return mchid;
    }

    long brandId() {
        return brandId;
    }

    String appId() {
        return appId;
    }

    List<String> lots() {
        return List.of(lots.split(","));
    }

    /** Whether a state of this key belongs to it. */
    boolean has(String key) {
        return key.startsWith(brandId + " ");
    }

    /** What a state belongs to, as the stand-in's ledger writes it. */
    String key(String openid, String plate) {
        return brandId + " " + openid + " " + plate;
    }
}
