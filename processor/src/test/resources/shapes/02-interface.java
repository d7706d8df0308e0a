package shapes;

import io.github.once4j.Once;
import java.util.Collection;
import java.util.List;

public interface Importer<T extends Comparable<? super T>> {
    @Once(key = "import-{file}")
    List<T> load(String file, List<T> more);

    @Once(key = "both", returnOnLocked = "false")
    default boolean both() {
        return true;
    }

    <E extends Exception> void other(Collection<? extends T> all, E problem) throws E;

    int count();

    static int unrelated() {
        return 1;
    }
}
