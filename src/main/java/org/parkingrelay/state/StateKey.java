package org.parkingrelay.state;

/**
 * What has one state at WeChat Pay: a member's car at a brand. Personal data; a store sees a keyed hash of it only.
 *
 * @param brandId the brand of the circle
 * @param openid the member
 * @param plate the plate that the member bound
 */
public record StateKey(long brandId, String openid, String plate) {

    /** Hides what is personal. */
    @Override
    public String toString() {
        return "StateKey[hidden]";
    }
}
