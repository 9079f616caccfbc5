package org.parkingrelay.console;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The addresses that somebody may be led to after signing in: pages of this relay, so that nobody is led elsewhere. */
public final class OwnPath {

    /** Looked at before the pattern is: whoever asks has not signed in. */
    private static final int LONGEST = 200;

    /** Never goes back over what it has read, so that its time grows with the length only. */
    private static final Pattern PATTERN = Pattern.compile("/|(?:/[a-z0-9-]++)++/?");

    private OwnPath() {}

    public static boolean is(@Nullable String path) {
        return path != null && path.length() <= LONGEST && PATTERN.matcher(path).matches();
    }
}
