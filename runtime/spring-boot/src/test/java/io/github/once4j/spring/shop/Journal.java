package io.github.once4j.spring.shop;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** What ran in this application. */
@Component
public class Journal {
    private final List<String> runs = new CopyOnWriteArrayList<>();

    void add(String run) {
        runs.add(run);
    }

    /** How often something ran here. */
    public long count(String run) {
        return runs.stream().filter(run::equals).count();
    }
}
