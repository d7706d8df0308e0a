package shapes;

import io.github.once4j.Once;
import java.util.List;

public abstract class Chained {
    ChainedOnce next;

    @Once(key = "link-{name}")
    public ChainedOnce link(String name, ChainedOnce[] other, List<? extends ChainedOnce> more) {
        return other[0];
    }

    @Once(key = "same")
    <T extends ChainedOnce> T same(T other) {
        return other;
    }
}
// --- a class below a guarded one, whose overrides guard
package shapes;

import io.github.once4j.Once;

public abstract class ChainedHeir extends ChainedOnce {
    @Once(key = "own")
    public void own() {}
}
