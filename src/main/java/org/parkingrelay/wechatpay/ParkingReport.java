package org.parkingrelay.wechatpay;

import java.time.Instant;
import java.util.Optional;

/**
 * The fields of {@code POST /v3/businesscircle/parkings} (D:4012535502 for merchants, partner D:4012474127).
 *
 * @param subMchid in partner mode the mall's merchant id, else absent and then not sent
 * @param brandId the brand, sent as a JSON number
 * @param appId the app id that the openid belongs to, 1 to 32 characters
 * @param openid the member, 1 to 64 characters; personal data
 * @param plateNumber a province's short name, then upper-case letters, digits and Chinese characters; personal data
 * @param state whether the car drove in or out
 * @param time when; must not be in the future, is sent in whole seconds at +08:00
 */
public record ParkingReport(
        Optional<String> subMchid,
        long brandId,
        String appId,
        String openid,
        String plateNumber,
        ParkingState state,
        Instant time) {

    /** Hides the openid and the plate. */
    @Override
    public String toString() {
        return "ParkingReport[brandId=" + brandId + ", state=" + state + "]";
    }
}
