package org.parkingrelay.console;

/**
 * Who may log in.
 *
 * @param hash bcrypt's, of the password
 */
record User(String name, String hash, Role role) {

    /** What a login costs: two digits, each step doubles it. */
    String cost() {
        return hash.substring(4, 6);
    }

    /** Hides the hash. */
    @Override
    public String toString() {
        return "User[" + name + ", " + role + "]";
    }
}
