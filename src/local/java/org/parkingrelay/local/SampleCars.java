package org.parkingrelay.local;

import java.util.List;
import java.util.stream.Collectors;

/** The cars of the local run. Plates and openids are invented. */
final class SampleCars {

    static final String APP_ID = "wx931386123456789e";

    /**
     * A car.
     *
     * @param plate as the gate's camera writes it
     * @param openid of the member who bound it, empty where nobody did
     */
    record Car(String plate, String openid) {}

    /** Its car park's gate speaks a format of its own. */
    static final Car OF_JIESHUN = new Car("粤-B8K21C", "oLocal_member_03");

    static final List<Car> CARS = List.of(
            new Car("粤B·12345", "oLocal_member_01"),
            new Car("粤BD12345", "oLocal_member_02"),
            new Car("沪A98765", ""),
            OF_JIESHUN,
            new Car("京N66F21", ""),
            new Car("粤ZJ068澳", "oLocal_member_04"),
            new Car("无牌车", ""));

    /** For whoever follows the README; bound by the topic, the others by the file. */
    static final Car OF_THE_README = new Car("粤B88888", "oLocal_member_05");

    private SampleCars() {}

    static String membersCsv() {
        return "app_id,plate,openid\n"
                + CARS.stream()
                        .filter(car -> !car.openid().isEmpty())
                        .map(SampleCars::line)
                        .collect(Collectors.joining());
    }

    /** The key of the record that binds a car. */
    static String bindingKey(Car car) {
        return "{\"appId\":\"" + APP_ID + "\",\"plateNumber\":\"" + car.plate() + "\",\"openid\":\"" + car.openid()
                + "\"}";
    }

    private static String line(Car car) {
        return APP_ID + "," + car.plate() + "," + car.openid() + "\n";
    }
}
