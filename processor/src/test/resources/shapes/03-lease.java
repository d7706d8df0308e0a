package shapes;

import io.github.once4j.Once;
import io.github.once4j.runtime.Lease;
import java.util.concurrent.CompletableFuture;

public abstract class FileImporter {
    @Once(key = "file-{held}", raiseOnLocked = true)
    public int importFile(String held, Lease lease) {
        return lease.isHeld() ? held.length() : -1;
    }

    @Once(key = "async-{file}")
    public CompletableFuture<Void> importLater(Lease lease, String file) {
        return CompletableFuture.completedFuture(null);
    }
}
