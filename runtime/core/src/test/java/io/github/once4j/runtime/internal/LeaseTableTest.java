package io.github.once4j.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lease is found from when it is added until it is removed, however many there are. */
@Timeout(30)
class LeaseTableTest extends PhaseFixture {
    private final LeaseTable table = new LeaseTable();

    @Test
    void findsWhatWasAddedAndNotRemoved() {
        List<HeldLease> leases = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            leases.add(added("key-" + i));
        }
        leases.forEach(each -> assertThat(table.get(each.storedKey)).isSameAs(each));
        for (int i = 0; i < 1_000; i += 2) {
            table.remove(leases.get(i));
            table.remove(leases.get(i));
        }
        for (int i = 0; i < 1_000; i++) {
            HeldLease lease = leases.get(i);
            assertThat(table.get(lease.storedKey)).isSameAs(i % 2 == 0 ? null : lease);
        }
        assertThat(table.isEmpty()).isFalse();
        leases.forEach(table::remove);
        assertThat(table.isEmpty()).isTrue();
        assertThat(leases).allMatch(each -> each.nextInTable == null);
    }

    @Test
    void keysOfOneHashAreToldApart() {
        HeldLease one = added("Aa");
        HeldLease other = added("BB");
        HeldLease third = added("Aa");
        assertThat(table.get("once:Aa")).isSameAs(third); // the one that was added last
        assertThat(table.get("once:BB")).isSameAs(other);
        table.remove(third);
        assertThat(table.get("once:Aa")).isSameAs(one);
        table.remove(other);
        table.remove(one);
        assertThat(table.isEmpty()).isTrue();
    }

    @Test
    void lookUpsDuringChangesEndAndFindNoOther() throws InterruptedException {
        HeldLease stays = added("stays");
        var found = new AtomicInteger();
        var wrong = new AtomicInteger();
        var isOver = new AtomicBoolean();
        var reader = new Thread(() -> {
            while (!isOver.get() || found.get() == 0) {
                HeldLease lease = table.get(stays.storedKey);
                if (lease == stays) {
                    found.incrementAndGet();
                } else if (lease != null) {
                    wrong.incrementAndGet();
                }
            }
        });
        reader.start();
        List<HeldLease> others = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            others.add(added("other-" + i));
            if (i % 3 == 0) {
                table.remove(others.get(i / 2));
            }
        }
        others.forEach(table::remove);
        isOver.set(true);
        reader.join();
        assertThat(wrong).hasValue(0);
        assertThat(table.get(stays.storedKey)).isSameAs(stays);
    }

    private HeldLease added(String key) {
        HeldLease lease = engine.attempt(method(null, null), "once:" + key, false, this);
        table.add(lease);
        return lease;
    }
}
