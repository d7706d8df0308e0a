package io.github.once4j.fault;

import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** All runs of all processes, and what must be true of them. Thread-safe. */
public final class History {
    private final Queue<Run> runs = new ConcurrentLinkedQueue<>();

    public void add(Run run) {
        runs.add(run);
    }

    public int size() {
        return runs.size();
    }

    /** Two runs of one key, one of which began while the other believed that it holds it. */
    public record Overlap(Run former, Run latter) {
        public Duration length() {
            return Duration.ofNanos(Math.min(former.end(), latter.end()) - latter.begin());
        }
    }

    public List<Overlap> overlaps() {
        List<Overlap> overlaps = new ArrayList<>();
        for (List<Run> ofKey : byKey()) {
            Run longest = ofKey.get(0);
            for (Run run : ofKey.subList(1, ofKey.size())) {
                if (run.begin() - longest.end() < 0) {
                    overlaps.add(new Overlap(longest, run));
                }
                longest = run.end() - longest.end() > 0 ? run : longest;
            }
        }
        return overlaps;
    }

    /** Grants whose fencing number is not greater than that of the grant before. */
    public List<Run> fencesThatDoNotGrow() {
        List<Run> wrong = new ArrayList<>();
        for (List<Run> ofKey : byKey()) {
            for (int i = 1; i < ofKey.size(); i++) {
                if (ofKey.get(i).fence() <= ofKey.get(i - 1).fence()) {
                    wrong.add(ofKey.get(i));
                }
            }
        }
        return wrong;
    }

    private Iterable<List<Run>> byKey() {
        return runs.stream()
                .filter(Run::believed)
                .sorted(Comparator.comparingLong(Run::begin))
                .collect(groupingBy(Run::key))
                .values();
    }
}
