package org.parkingrelay.standin;

import java.security.PublicKey;
import java.util.List;

/**
 * A merchant that the stand-in knows.
 *
 * @param mchid in the Authorization header
 * @param serialNumber of its API certificate
 * @param publicKey verifies its requests
 * @param malls the brands that it may report for
 * @param apiV3Key encrypts platform certificates for it, 32 characters
 */
public record Merchant(String mchid, String serialNumber, PublicKey publicKey, List<Mall> malls, String apiV3Key) {

    /** A merchant that downloads no certificates. */
    public Merchant(String mchid, String serialNumber, PublicKey publicKey, List<Mall> malls) {
        this(mchid, serialNumber, publicKey, malls, "");
    }

    /**
     * A brand with one mall.
     *
     * @param brandId the brand
     * @param appId the app id bound to it
     * @param subMchid in partner mode the mall's own merchant id, empty for a merchant that reports for itself
     */
    public record Mall(long brandId, String appId, String subMchid) {}
}
