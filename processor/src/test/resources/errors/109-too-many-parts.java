package errors;

import io.github.once4j.Once;

abstract class Service {
    private static final String TEN = "{id}-{id}-{id}-{id}-{id}-{id}-{id}-{id}-{id}-{id}-";
    private static final String HUNDRED = TEN + TEN + TEN + TEN + TEN + TEN + TEN + TEN + TEN + TEN;

    @Once(key = HUNDRED + HUNDRED + "{id}")
    public void run(String id) {}

    record Node(Node next) {}

    @Once(key = "{node.next.next.next.next.next.next.next.next.next.next.next.next.next.next.next.next.next.next.next.next.next}")
    public void walk(Node node) {}
}
