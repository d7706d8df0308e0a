package io.github.once4j.readme;

import io.github.once4j.Once;
import io.github.once4j.runtime.Lease;
import java.util.Iterator;

/** The lease in the body, and the attributes. */
public abstract class ImportService {
    private int imported;

    // README
    @Once(key = "import-{file}", raiseOnLocked = true, lease = "10s")
    public int importRows(String file, Iterator<String> rows, Lease lease) {
        int done = 0;
        while (lease.isHeld() && rows.hasNext()) { // false when the key was forced free, or lost
            store(rows.next());
            done++;
        }
        return done;
    }
    // end

    // README
    @Once(key = "cleanup", holdAtLeast = "900ms", holdAtMost = "1h")
    public void cleanUp() {
        imported = 0;
    }

    @Once(key = "cleanup-{tenantId}", name = "CleanUpTenant") // isLockedCleanUpTenant(tenantId)
    public void cleanUp(String tenantId) {
        imported -= tenantId.length();
    }
    // end

    int imported() {
        return imported;
    }

    private void store(String row) {
        imported += row.isEmpty() ? 0 : 1;
    }
}
