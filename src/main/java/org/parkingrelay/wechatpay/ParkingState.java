package org.parkingrelay.wechatpay;

/** The two states of {@code state}: the car is in the mall, or it is not. The names are those of the API (D:4012535502). */
public enum ParkingState {
    /** Drove in. */
    IN,
    /** Drove out. */
    OUT
}
