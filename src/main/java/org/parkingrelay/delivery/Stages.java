package org.parkingrelay.delivery;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What the JDK's stages lack. */
public final class Stages {

    private Stages() {}

    /** All results in order, once the last is there; fails where one fails. */
    public static <T> CompletionStage<List<T>> all(List<CompletionStage<T>> stages) {
        return switch (stages.size()) {
            case 0 -> CompletableFuture.completedStage(List.of());
            case 1 -> stages.get(0).thenApply(List::of);
            default -> allOf(stages);
        };
    }

    private static <T> CompletionStage<List<T>> allOf(List<CompletionStage<T>> stages) {
        List<CompletableFuture<T>> futures =
                stages.stream().map(CompletionStage::toCompletableFuture).toList();
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
    }
}
