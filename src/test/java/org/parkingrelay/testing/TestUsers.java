package org.parkingrelay.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One user of each role, with a bcrypt that is as quick as one may be. */
public final class TestUsers {

    public static final String VIEWER = "vera";
    public static final String VIEWERS_PASSWORD = "look";
    public static final String OPERATOR = "otto";
    public static final String OPERATORS_PASSWORD = "change";
    public static final String ADMIN = "anna";
    public static final String ADMINS_PASSWORD = "see-all";

    private TestUsers() {}

    /** The caller as the viewer. */
    public static ApiClient viewer(ApiClient anybody) {
        return anybody.as(VIEWER, VIEWERS_PASSWORD);
    }

    /** The caller as the operator. */
    public static ApiClient operator(ApiClient anybody) {
        return anybody.as(OPERATOR, OPERATORS_PASSWORD);
    }

    /** The caller as the admin. */
    public static ApiClient admin(ApiClient anybody) {
        return anybody.as(ADMIN, ADMINS_PASSWORD);
    }

    /** Their file; the hashes were made by {@code htpasswd -nbBC 4}. */
    public static String file(Path folder) {
        try {
            return Files.writeString(folder.resolve("users"), """
                            vera:$2y$04$19U2xxiq/zqfGZPHDArEC.o3rRZrOsGftpLcxaC1drJstM11Nf71q:viewer
                            otto:$2y$04$qmPWjbzdmzLt1WSFYl7N8.rjYRNX5qKGTsNECmnozJ1nSgzfT88WG:operator
                            anna:$2y$04$QsnlVmCeaVixK1PnVfOyQer0om3RHRHdpXWo9sgyg9/cxBepFp4PG:admin
                            """).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
