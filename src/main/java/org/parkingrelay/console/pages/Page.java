package org.parkingrelay.console.pages;

/**
 * What every page has around it.
 *
 * @param section which part of the navigation it belongs to
 * @param path where it, or the page that leads to it, can be asked for again
 * @param user who looks; empty where nobody signed in
 * @param isOperator whether they may change things
 * @param isAdmin whether they may see personal data
 * @param headers for htmx, as JSON, so that what it sends has the token too
 */
public record Page(
        String section,
        String path,
        String user,
        boolean isOperator,
        boolean isAdmin,
        String csrfName,
        String csrfToken,
        String headers) {

    /** Whether a link leads to where one is. */
    public boolean isAt(String name) {
        return section.equals(name);
    }

    /** Whether anybody signed in. */
    public boolean isSignedIn() {
        return !user.isEmpty();
    }
}
