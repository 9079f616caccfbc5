package org.parkingrelay.mapping;

import com.dashjoin.jsonata.Jsonata;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Compiles expressions, each on a thread of its own that then ends. THINK BEFORE YOU CHANGE IT: the library remembers for each
 * thread the expression that it compiled last, and keeps in it what that thread evaluates just now. Were it to evaluate records,
 * the variables of one record would be seen by others on other threads.
 */
final class Compilation {

    private Compilation() {}

    /**
     * The expression.
     *
     * @throws RuntimeException as the library throws it
     */
    static Jsonata of(String text) {
        try {
            return CompletableFuture.supplyAsync(
                            () -> Jsonata.jsonata(text), compiling -> new Thread(compiling, "mapping-compiler").start())
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }
}
