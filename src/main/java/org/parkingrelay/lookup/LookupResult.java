package org.parkingrelay.lookup;

import java.util.List;
import org.parkingrelay.event.Plate;

/** What the store knows of a car. Not finding a member is the normal case; not being able to ask is another thing. */
public sealed interface LookupResult {

    /**
     * Members bound the plate.
     *
     * @param plate the plate that they bound: the first of the car's plates that anybody did
     * @param members at least one, without repeats
     */
    record Found(Plate plate, List<Openid> members) implements LookupResult {

        public Found {
            members = List.copyOf(members);
        }

        @Override
        public String tag() {
            return "found";
        }
    }

    /** Nobody bound any of the plates. */
    record Absent() implements LookupResult {

        @Override
        public String tag() {
            return "absent";
        }
    }

    /**
     * The store did not answer; ask again later.
     *
     * @param why the class of the fault, may be logged
     */
    record Unavailable(String why) implements LookupResult {

        @Override
        public String tag() {
            return "unavailable";
        }
    }

    /** Lower case, as in traces. */
    String tag();
}
