package io.github.once4j.processor.problem;

/**
 * The stable codes of the problems, by hundreds: 1 the text of templates, 2 their names, properties and parts, 3 results of
 * locked calls, 4 durations, 5 methods, 6 classes, 7 names that clash, 8 containers, 9 options. A number is never reused.
 * {@code ERRORS.md} of this module is generated from these and from the examples of the tests.
 */
public enum Code {
    UNCLOSED_BRACE(101, "A `{` in the key has no `}`. To use a brace as text, double it."),
    UNOPENED_BRACE(102, "A `}` in the key has no `{`. To use a brace as text, double it."),
    EMPTY_PLACEHOLDER(103, "There is no name between the braces or next to a dot."),
    NOT_A_NAME(
            104,
            "The text between the braces is not a Java name. A placeholder has no indexes, formats or calls, only the name of a parameter and of properties."),
    FOREIGN_PLACEHOLDER(
            105,
            "`${…}`, `#{…}`, `#name`, `$name`, `{{name}}` and `%s` are placeholders of other libraries. A key has only `{name}` and `{name.property}`: anything else is text, the same for every call. What is configured is read in the class, and named as a property of `this`."),
    EMPTY_KEY(106, "With an empty or blank key all calls would share one lock."),
    HALF_PAIR(107, "An unpaired surrogate is encoded as `?`, so that different keys could become equal."),
    BRACE_WITHOUT_TAG(
            108,
            "The fencing number of a key is kept in the same cluster slot as the key. Redis computes the slot from the hash tag of a key: the text between its first `{` and the next `}`, unless it is empty. A fenced key without a hash tag is put into braces, which fails if the key itself has a `}`. If the brace comes from a value or from the prefix of the guard, the call throws an `OnceKeyException`."),
    TOO_MANY_PARTS(
            109,
            "A key has at most 200 placeholders, and a path at most 20 properties: code for more would exceed the limits of class files."),

    UNKNOWN_NAME(201, "The first name of a placeholder is the name of a parameter, or `this`."),
    UNKNOWN_PROPERTY(
            202,
            "The type has no record component, `getX()`, `isX()`, `x()` or field of this name; or the guarded class cannot read it: it is not visible in its package, static, generic, void, has parameters, or throws a checked exception."),
    LEASE_IN_KEY(203, "The lease does not exist before the key is acquired."),
    UNSTABLE_PART(
            204,
            "The text of a part must be the same for equal values in every process, and different for different values. If the type has a property that identifies its values, the fix names it."),
    NULLABLE_PART(
            205,
            "A call whose part is null throws an `OnceKeyException`. In `@NullMarked` code a part must therefore not be `@Nullable`."),
    NOTHING_BETWEEN(
            206,
            "`{a}{b}` would give the same key for (`x`, `yz`) and (`xy`, `z`): two different calls would share a key."),
    PERCENT_BETWEEN(207, "Parts are escaped with `%`, so that a literal which begins with it would be ambiguous."),
    SHARED_KEY(
            208,
            "A warning. Two methods of a type whose templates can give the same key exclude each other. Types count: if `number` is an `int`, `job-{number}` and `job-{name}` can give the same key, but `job-{number}` and `job-x{name}` cannot. If this is intended (two ways to do one job), add `@SuppressWarnings(\"once4j:shared-key\")` to both methods or to the class."),
    HIDDEN_STEP(
            209,
            "The guarded class reads each property from its own package: the type that has the property must be visible there. The type at the end of a path need not be."),

    RAISE_AND_RETURN(301, "A locked call either throws or returns."),
    WRONG_ANSWER(302, "`returnOnLocked` is parsed as the return type of the method when the class is compiled."),
    NO_ANSWER_FOR_PRIMITIVE(303, "A primitive has no null: a locked call needs a value to return."),
    NULL_AGAINST_PROMISE(
            304,
            "In `@NullMarked` code, or with a non-null annotation, a method promises never to return null; a locked call would break the promise."),
    ANSWER_FOR_VOID(305, "A `void` method has no result that a locked call could return."),
    ANSWER_OF_THIS_TYPE(306, "There is no text for the values of this type."),

    NOT_A_DURATION(
            401,
            "Durations are `500ms`, `30s`, `5m`, `1h`, `1d`, or ISO-8601; or a placeholder with one of these as its default, like `${app.import.lease:5m}`. The default is checked when the class is compiled, a configured value when the guard first uses the method (with the Spring Boot starter: at start-up)."),
    LEASE_TOO_SHORT(402, "A lease is renewed after a third of its time; below a second, one slow reply would lose it."),
    NOT_POSITIVE(403, "A duration must be positive and at most a year."),
    LEAST_ABOVE_MOST(404, "The minimum time of a key must not be longer than its maximum time."),

    WAIT_TOO_LONG(
            405,
            "A waiting call blocks its caller (an async call: delays its result). Work that can wait for more than an hour belongs in a queue."),
    WAIT_ABOVE_KEEP(
            406,
            "`keepAfterSuccess` keeps the key so that the work is not repeated for that time; a call that can wait longer would repeat it."),
    WAITING_JOB(
            407,
            "A warning. A scheduler starts the method in every process at the same time: one of them runs it, and the others are meant to be skipped. With `waitAtMost` they would run it afterwards."),

    PRIVATE_METHOD(501, "A private method cannot be overridden, so it would run unguarded."),
    STATIC_METHOD(502, "A static method cannot be overridden, so it would run unguarded."),
    FINAL_METHOD(503, "A final method cannot be overridden, so it would run unguarded."),
    ABSTRACT_METHOD(
            504,
            "An abstract method of a class has no body to guard. (In an interface, the body is that of the delegate.) A guarded method of an interface that an abstract class does not implement would not be guarded in its subclasses."),
    WORK_GOES_ON(
            505,
            "The key is released when the method returns, or when its stage completes. The work of such a result would happen afterwards, unguarded: a stream is read, a supplier called, a future completed later. The same applies inside an `Optional`, a collection, a map, an array, a stage or a `Mono`. Of reactive types, exactly `Mono`, `Flux`, `Uni` and `Multi` are supported. A `Collection` or `Iterable` is assumed to be complete; copy a lazy one (a view, the cursor of a query) inside the method."),
    TRANSACTIONAL(
            506,
            "A transaction that the container opens around the method commits after the key is released: the next run might not see its changes. The annotation is found on the method, its class, the methods and types that they override and extend, and as part of a composed annotation; with `NOT_SUPPORTED` or `NEVER` it opens no transaction. With the Spring Boot starter on the class path this is not an error: the key is released after the transaction."),
    UNGUARDED_OVERRIDE(
            507,
            "A method overrides a guarded method of a superclass, or implements one of an interface, without `@Once`: its calls would not be guarded, although the declaration in the supertype says so."),
    FOREIGN_PACKAGE_PRIVATE(508, "A package-private method of another package cannot be overridden."),
    TWO_LEASES(509, "Each call has one lease."),
    NO_PARAMETER_NAMES(
            510,
            "The template of an inherited method names its parameters, and its class file does not have their names. javac writes and reads them with `-parameters`; Eclipse's compiler reads only those that `-g` writes, which are none for abstract methods."),
    HIDDEN_TYPE(
            511,
            "The guarded class is a top-level class: it cannot name private types, nor package-private types of other packages."),
    SELF_CALL_OF_DEFAULT_METHOD(
            512,
            "A note. The guarded class of an interface forwards calls to a delegate. A default method runs on the delegate, where calls to the methods of the interface are not guarded. Ignore the note if the default method calls no guarded method."),
    BAD_NAME(513, "`name` becomes part of the names of generated methods."),
    METHOD_OF_OBJECT(
            514,
            "Collections, loggers and debuggers call these methods at any time and rely on their results, which a locked call would not return."),
    CACHED(
            515,
            "A cache would store the result of a skipped call and return it after the key is released, or evict entries for a run that did not happen. The annotation is found on the method, its class, the methods and types that they override and extend, and as part of a composed annotation."),
    UNWRITABLE_NAME(
            516,
            "Other languages of the JVM allow names that Java does not, like `int` or `two words`. The guarded class cannot override such a method."),
    ENDLESS_STREAM(
            517,
            "A note. The key of a `Flux` or `Multi` is held until the stream ends or is cancelled. A stream that never ends holds it for the lifetime of the process, unless `holdAtMost` limits it."),

    FINAL_CLASS(601, "The guarded class is a subclass, which a final class cannot have."),
    SEALED_CLASS(602, "The guarded class is a subclass, which a sealed type does not permit."),
    RECORD(
            603,
            "Records are final, and the guarded class is a subclass. `@Once` on a component of a record has no effect when"
                    + " Eclipse's compiler compiles it, and there is no message: it does not pass it to processors."),
    ENUM(604, "Enums cannot be extended, and the guarded class is a subclass."),
    INNER_CLASS(
            605,
            "An object of an inner class needs one of the outer class, which the guarded class, a top-level class, does not have."),
    PRIVATE_CLASS(
            606,
            "The guarded class is a top-level class in a file of its own. It cannot name private types, as its superclass or in the bounds of type parameters, nor the types of a compact source file. `@Once` in a local or anonymous class has no effect, and there is no message: compilers do not pass these classes to processors. The second top-level class of a source file is guarded as well; javac warns (`-Xlint:auxiliaryclass`) where other files use it."),
    PRIVATE_CONSTRUCTORS(
            607, "The guarded class must call a constructor of its superclass and name the types of its parameters."),
    ANNOTATION_TYPE(609, "The elements of an annotation type have no bodies to guard."),
    UNGUARDED_CLASS(
            610,
            "A warning for each concrete class that is not private and has a constructor that is neither private nor protected: `new Foo()` instead of `new FooOnce()` creates an object that is not guarded, and so does `new Bar()` if `Bar` extends `Foo`. `-Aonce4j.unguarded=error` makes it an error, `-Aonce4j.unguarded=ignore` disables it for a compilation, `@SuppressWarnings(\"once4j:unguarded\")` for a class and its nested classes."),
    NAME_TOO_LONG(
            612,
            "File systems limit file names to 255 bytes; the names of the class files of the guarded class are longer than those of the class."),

    CLASH_WITH_MEMBER(701, "A generated method would hide or override an existing one."),
    CLASH_OF_OVERLOADS(
            702,
            "The generated methods of overloads differ in the parameters that their templates name. If these are the same, `name` distinguishes them."),
    CLASH_OF_CLASSES(703, "Two types would have the same guarded class, or a class of its name exists."),

    STEREOTYPE_ON_CONCRETE_CLASS(
            801,
            "A container would create a bean of the unguarded class. Containers skip abstract classes; the guarded class repeats their annotations."),
    NO_PROXY_CONSTRUCTOR(
            802,
            "CDI injects a client proxy for a bean of a normal scope: a subclass that is created with a constructor without parameters. The guarded class has one if its class has one. The bean itself is created with the other constructor."),
    LOST_SECURITY(
            803,
            "The guarded class repeats the annotations of its class and methods, since containers read many of them only on the most specific method. Without a security annotation that it cannot repeat, calls would not be checked."),
    LOST_ANNOTATION(
            804,
            "A note. The guarded class repeats the annotations with `RUNTIME` retention of its class and methods, but cannot name this one or one of its values. Code that reads the annotations of overridden methods and superclasses still finds it."),
    TRIGGERED_TWICE(
            805,
            "Micronaut also registers the schedules, event listeners and similar methods of abstract classes, and calls them on the guarded bean. The guarded class repeats the annotation, so that the method would be registered twice."),

    BAD_OPTION(
            901,
            "The option `-Aonce4j.unguarded` is `ignore`, `warn` (the default) or `error`. javac runs no processor in a module without annotations and then warns that no processor recognizes the option: do not set it in modules without `@Once`.");

    private final int number;
    private final String meaning;

    Code(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** Why it is a problem, for the documentation. */
    public String meaning() {
        return meaning;
    }

    /** As it is printed: {@code ONCE-201}. */
    public String id() {
        return "ONCE-" + number;
    }
}
