package org.parkingrelay.lookup;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parkingrelay.lookup.BindingChange.Applied;

/**
 * The members of one plate as one text: {@code openid=millis} for each, separated by spaces, with when it was bound, or negative,
 * when that was ended. The rule is that of {@code change.lua}: the later change wins; at the same time the end of a binding does.
 */
final class PlateMembers {

    /** Stands in no openid. */
    private static final char EQUALS = '=';

    private final List<Member> members = new ArrayList<>();

    private record Member(String openid, long since) {}

    private PlateMembers() {}

    static PlateMembers read(@Nullable String text) {
        PlateMembers plate = new PlateMembers();
        if (text == null) {
            return plate;
        }
        int start = 0;
        while (start < text.length()) {
            int space = text.indexOf(' ', start);
            int end = space < 0 ? text.length() : space;
            int equals = text.lastIndexOf(EQUALS, end - 1);
            long since = Long.parseLong(text, equals + 1, end, 10);
            plate.members.add(new Member(text.substring(start, equals), since));
            start = end + 1;
        }
        return plate;
    }

    String write() {
        StringBuilder text = new StringBuilder();
        for (Member member : members) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(member.openid())
                    .append(EQUALS)
                    .append(member.since());
        }
        return text.toString();
    }

    /** Those who are bound. */
    List<Openid> bound() {
        List<Openid> bound = new ArrayList<>(members.size());
        for (Member member : members) {
            if (member.since() >= 0) {
                bound.add(new Openid(member.openid()));
            }
        }
        return bound;
    }

    /** Adds a member who is not known; says whether it was not. */
    boolean add(Openid openid) {
        if (indexOf(openid.text()) >= 0) {
            return false;
        }
        members.add(new Member(openid.text(), 0));
        return true;
    }

    Applied apply(BindingChange change) {
        String openid = change.binding().openid().text();
        long at = change.millis();
        int index = indexOf(openid);
        boolean wasBound = false;
        if (index >= 0) {
            long known = members.get(index).since();
            wasBound = known >= 0;
            if (change.isDecided()) {
                at = Math.max(at, Math.abs(known) + 1);
            } else if (at < Math.abs(known) || (at == -known && change.isBound())) {
                return Applied.OLDER;
            }
            members.remove(index);
        }
        members.add(new Member(openid, change.isBound() ? at : -at));
        return wasBound == change.isBound() ? Applied.UNCHANGED : Applied.CHANGED;
    }

    private int indexOf(String openid) {
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).openid().equals(openid)) {
                return i;
            }
        }
        return -1;
    }
}
