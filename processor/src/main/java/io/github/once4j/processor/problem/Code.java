package io.github.once4j.processor.problem;

/**
 * The stable numbers of the problems, by hundreds: 1 the text of templates, 2 their names, properties and parts, 3 answers,
 * 4 durations, 5 methods, 6 classes, 7 names that clash, 8 containers, 9 options. A number is never used again for something else.
 * {@code ERRORS.md} of this module is made of these and of the tests' examples.
 */
public enum Code {
    UNCLOSED_BRACE(101, "A `{` in the key has no `}`. A brace that is meant as text is doubled."),
    UNOPENED_BRACE(102, "A `}` in the key has no `{`. A brace that is meant as text is doubled."),
    EMPTY_PLACEHOLDER(
            103, "There is no name between the braces, or between two dots. It would be one lock for all calls."),
    NOT_A_NAME(
            104,
            "What stands between the braces is not a Java name. There are no indexes, formats or calls: only parameters and properties."),
    FOREIGN_PLACEHOLDER(
            105,
            "`${…}` and `#{…}` are written for property placeholders and expression languages. Here it would leave a `$` or `#` in the key."),
    EMPTY_KEY(106, "An empty key, or one of blanks, would be one lock for everything."),
    HALF_PAIR(
            107,
            "A surrogate without its other half is encoded as `?`, so that a part whose text has a `?` could be mistaken for what stands around it."),
    BRACE_WITHOUT_TAG(
            108,
            "The fencing number of a key is kept beside it, in the same slot of a cluster. The slot is that of the key's hash tag, the first text between `{` and `}` that is not empty; a key without one is put into braces, which a `}` of its own would end too soon. Where the brace comes from a value or from the guard's prefix, the call is refused with an `OnceKeyException`."),
    TOO_MANY_PARTS(
            109,
            "A key has at most 200 placeholders, and a path at most 20 properties: code for more would not fit into a class file."),

    UNKNOWN_NAME(201, "The first name of a placeholder is a parameter of the method, or `this`."),
    UNKNOWN_PROPERTY(
            202,
            "The type has no such record component, getter, `isX()`, `x()` or visible field, or it has arguments, or throws something checked."),
    LEASE_IN_KEY(203, "The lease is what the key is acquired for: it does not exist yet."),
    UNSTABLE_PART(
            204,
            "The text of a part must be the same for equal values in every process, and different for different values. Where the type has a property that would do, it is named."),
    NULLABLE_PART(
            205, "In `@NullMarked` code a part that may be null is a mistake: the call would be refused when it is."),
    NOTHING_BETWEEN(206, "`{a}{b}` renders (`x`, `yz`) like (`xy`, `z`): two different calls would share a key."),
    PERCENT_BETWEEN(207, "Parts are escaped with `%`; a literal that begins with it could not be told from an escape."),
    SHARED_KEY(
            208,
            "A warning. Two methods of a type whose templates can render one and the same key exclude each other. Types count: `job-{number}` and `job-{name}` can meet, `job-{number}` and `job-x{name}` cannot, if `number` is an `int`. Where it is meant (two ways to do one job), `@SuppressWarnings(\"once4j:shared-key\")` on both methods, or on the class, says so."),
    HIDDEN_STEP(
            209,
            "A property is read by the guarded class, from its own package: the type that has the property must be visible there. Where a path ends it need not be."),

    RAISE_AND_RETURN(301, "A locked call either raises or answers."),
    WRONG_ANSWER(302, "`returnOnLocked` is parsed as the method's return type when the class is compiled."),
    NO_ANSWER_FOR_PRIMITIVE(303, "A primitive has no null: a locked call needs something to answer."),
    NULL_AGAINST_PROMISE(
            304,
            "In `@NullMarked` code, or with a non-null annotation, the method promises never to answer null; a locked call would."),
    ANSWER_FOR_VOID(305, "There is nothing to answer."),
    ANSWER_OF_THIS_TYPE(306, "Values of this type cannot be written as text."),

    NOT_A_DURATION(
            401,
            "Durations are `30s`, `5m`, `1h`, `1d`, or ISO-8601; or a placeholder with one of these as its default, like `${app.import.lease:5m}`: the default is checked when the class is compiled, what is configured when the guard first meets the method."),
    LEASE_TOO_SHORT(402, "A lease is renewed after a third of it; below a second a slow answer would lose it."),
    NOT_POSITIVE(403, "A duration of zero, below zero, or above a year holds nothing, or for ever."),
    LEAST_ABOVE_MOST(404, "A key cannot be kept at least for longer than it is kept at most."),

    WAIT_TOO_LONG(
            405, "A call that waits keeps its caller waiting; what takes longer than an hour belongs in a queue."),
    WAIT_ABOVE_KEEP(
            406,
            "`keepAfterSuccess` says that the work is done and need not be done again for that time; a call that waits for longer would do it again."),
    WAITING_JOB(
            407,
            "A warning. Each process starts the job at the same time: one runs it, and the others are to be skipped. With `waitAtMost` they run it afterwards."),

    PRIVATE_METHOD(501, "A private method cannot be overridden, so it would run unguarded."),
    STATIC_METHOD(502, "A static method cannot be overridden, so it would run unguarded."),
    FINAL_METHOD(503, "A final method cannot be overridden, so it would run unguarded."),
    ABSTRACT_METHOD(
            504,
            "An abstract method of a class has no body. (In an interface it has: the delegate's.) A class that leaves a guarded method of its interface to its subclasses leaves it unguarded."),
    WORK_GOES_ON(
            505,
            "The key is given back when the method returns, or when its stage completes. What this type stands for would go on unguarded: a stream is read, a supplier called, a future completed later. In an `Optional`, a collection, a map, an array, a stage or a `Mono` it is the same mistake. Of reactive types, `Mono`, `Flux`, `Uni` and `Multi` are supported, exactly these. A `Collection` or an `Iterable` is taken for what it mostly is, a result that is there; one that works lazily (a view, a query's cursor) has to be copied inside the method."),
    TRANSACTIONAL(
            506,
            "A transaction that the container opens around the method commits after the key is free: the next run would not see its changes. The annotation counts on the method, its class, what they override and extend, and as a part of a composed annotation; one that says `NOT_SUPPORTED` or `NEVER` opens no transaction."),
    UNGUARDED_OVERRIDE(
            507,
            "A guarded method of a superclass, or of an interface that a class implements, is overridden without `@Once`: calls that look guarded would not be."),
    FOREIGN_PACKAGE_PRIVATE(508, "A package-private method of another package cannot be overridden here."),
    TWO_LEASES(509, "There is one lease for a call."),
    NO_PARAMETER_NAMES(510, "The class file of an inherited method does not hold its parameter names."),
    HIDDEN_TYPE(
            511,
            "The guarded class is a top-level class, and can name neither a private nested type nor a package-private one of another package."),
    SELF_CALL_OF_DEFAULT_METHOD(
            512,
            "A note. The generated class for an interface passes calls on to a delegate; what the delegate calls on itself is not guarded."),
    BAD_NAME(513, "`name` becomes a part of method names."),
    METHOD_OF_OBJECT(
            514,
            "Collections, logs and debuggers call these methods at any time, and rely on what they answer: a locked call would answer something else."),
    CACHED(
            515,
            "A cache would keep what a skipped call returns, and return it long after the key is free; what it evicts or puts would be right for a run that there was not. The annotation counts on the method, its class, what they override and extend, and as a part of a composed annotation."),
    UNWRITABLE_NAME(
            516,
            "Other languages of the JVM allow names that Java does not, like `int` or `two words`. The guarded class cannot override such a method."),
    ENDLESS_STREAM(
            517,
            "A note. The key of a `Flux` or `Multi` is held until the stream has ended or was cancelled. One that never ends keeps it for as long as the process lives, unless `holdAtMost` bounds it."),

    FINAL_CLASS(601, "The guarded class is a subclass."),
    SEALED_CLASS(602, "The guarded class is a subclass, which a sealed type does not permit."),
    RECORD(603, "Records are final."),
    ENUM(604, "Enums cannot be extended."),
    INNER_CLASS(
            605, "An object of an inner class needs one of the outer class; the guarded class is a top-level class."),
    PRIVATE_CLASS(
            606,
            "The guarded class is a top-level class in a file of its own. It cannot name a private type: neither the class itself nor one in its type parameters; nor a type of a compact source file (one that declares methods outside of any class). Nor could it name a local or anonymous class, but compilers do not show these to processors: `@Once` in one has no effect, and nothing says so. A second top-level class of a source file is guarded; javac warns that another file names it (`-Xlint:auxiliaryclass`), unless it has a file of its own."),
    PRIVATE_CONSTRUCTORS(
            607, "The guarded class must call a constructor of its superclass, and name the types of its parameters."),
    ANNOTATION_TYPE(609, "The elements of an annotation type have no bodies."),
    UNGUARDED_CLASS(
            610,
            "A warning, once for each concrete class with a constructor that is neither private nor protected: whoever writes `new Foo()` instead of `new FooOnce()` gets an object that looks guarded and is not. `-Aonce4j.unguarded=error` makes it an error, `-Aonce4j.unguarded=ignore` switches it off for a compilation, `@SuppressWarnings(\"once4j:unguarded\")` for a class and those in it."),
    NAME_TOO_LONG(
            612,
            "File systems allow file names of 255 bytes; the class files of the guarded class have longer names than those of the class."),

    CLASH_WITH_MEMBER(701, "A generated method would hide or override one that is there."),
    CLASH_OF_OVERLOADS(
            702,
            "Overloads are told apart by the parameters that their templates name; `name` tells them apart when these are the same."),
    CLASH_OF_CLASSES(703, "Two types would get the same guarded class, or a class of that name is there already."),

    STEREOTYPE_ON_CONCRETE_CLASS(
            801,
            "A container would make a bean of the unguarded class. It skips abstract classes, whose annotations are repeated on the guarded one."),
    NO_PROXY_CONSTRUCTOR(
            802,
            "CDI hands out a client proxy for a bean of a normal scope: a subclass, which is built with a constructor without parameters. The guarded class has one when its class has one. It is never called for the bean itself."),
    LOST_SECURITY(
            803,
            "The guarded class repeats the annotations of its class and its methods, since containers read many of them on the most specific method only. One about security that it cannot repeat would let everybody in."),
    LOST_ANNOTATION(
            804,
            "A note. The guarded class repeats the annotations with `RUNTIME` retention of its class and its methods, and cannot name this one, or a value of it. What reads annotations of overridden methods and superclasses still finds it there."),
    TRIGGERED_TWICE(
            805,
            "Micronaut registers the schedules, event listeners and other methods that it calls by itself for abstract classes too, and calls them on the bean that there is: the guarded one. The guarded class repeats the annotation, so the method would be registered twice."),

    BAD_OPTION(
            901,
            "The option `-Aonce4j.unguarded` is `ignore`, `warn` (the default) or `error`. javac warns of an option that no processor recognizes, and runs no processor where nothing is annotated: leave the option out of modules without `@Once`.");

    private final int number;
    private final String meaning;

    Code(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** Why it is a problem, for the docs. */
    public String meaning() {
        return meaning;
    }

    /** As it is printed and searched for: {@code ONCE-201}. */
    public String id() {
        return "ONCE-" + number;
    }
}
