package org.parkingrelay.console;

import java.util.List;

/**
 * Who bound a plate.
 *
 * @param plateNumber the plate, masked unless revealed
 * @param members none where nobody did
 */
public record FoundMembers(String plateNumber, List<Member> members) {

    public FoundMembers {
        members = List.copyOf(members);
    }

    /**
     * One who did.
     *
     * @param openid masked unless revealed
     */
    public record Member(String openid) {

        /** Hides who. */
        @Override
        public String toString() {
            return "Member[hidden]";
        }
    }

    /** Hides who and what. */
    @Override
    public String toString() {
        return "FoundMembers[" + members.size() + "]";
    }
}
