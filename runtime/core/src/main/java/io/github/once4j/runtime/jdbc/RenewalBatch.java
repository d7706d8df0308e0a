package io.github.once4j.runtime.jdbc;

import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.RenewRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Renewals that are sent together: one statement renews many keys for the same time. */
final class RenewalBatch {
    private final List<RenewRequest> requests = new ArrayList<>();
    private final List<CompletableFuture<Boolean>> results = new ArrayList<>();

    private RenewalBatch() {}

    /**
     * Sends renewals.
     *
     * @param one renews one key
     * @param together renews many
     * @return the results, in the order of the requests
     */
    static List<CompletionStage<Boolean>> of(
            List<RenewRequest> requests,
            Function<RenewRequest, CompletionStage<Boolean>> one,
            Function<List<RenewRequest>, CompletableFuture<Boolean[]>> together) {
        List<CompletionStage<Boolean>> results = new ArrayList<>(requests.size());
        Map<Long, RenewalBatch> open = new LinkedHashMap<>();
        List<RenewalBatch> batches = new ArrayList<>();
        for (RenewRequest request : requests) {
            if (!StorableText.isKey(request.key())) {
                results.add(one.apply(request));
                continue;
            }
            long ttl = LockTable.micros(request.ttl());
            RenewalBatch batch = open.get(ttl);
            if (batch == null || batch.requests.size() == LockTable.MOST_TOGETHER) {
                batch = new RenewalBatch();
                open.put(ttl, batch);
                batches.add(batch);
            }
            results.add(batch.add(request));
        }
        batches.forEach(batch -> batch.send(one, together));
        return results;
    }

    private CompletableFuture<Boolean> add(RenewRequest request) {
        var result = new CompletableFuture<Boolean>();
        requests.add(request);
        results.add(result);
        return result;
    }

    private void send(
            Function<RenewRequest, CompletionStage<Boolean>> one,
            Function<List<RenewRequest>, CompletableFuture<Boolean[]>> together) {
        if (requests.size() == 1) {
            sendEach(one);
            return;
        }
        together.apply(requests).whenComplete((renewed, failed) -> {
            if (failed instanceof NotExecutedException) {
                sendEach(one); // somebody may have locked one of the rows: the others must not wait for it
            } else {
                for (int i = 0; i < results.size(); i++) {
                    if (renewed != null) {
                        results.get(i).complete(renewed[i]);
                    } else {
                        results.get(i).completeExceptionally(failed);
                    }
                }
            }
        });
    }

    private void sendEach(Function<RenewRequest, CompletionStage<Boolean>> one) {
        for (int i = 0; i < requests.size(); i++) {
            CompletableFuture<Boolean> result = results.get(i);
            one.apply(requests.get(i)).whenComplete((renewed, failed) -> {
                if (renewed != null) {
                    result.complete(renewed);
                } else {
                    result.completeExceptionally(failed);
                }
            });
        }
    }
}
