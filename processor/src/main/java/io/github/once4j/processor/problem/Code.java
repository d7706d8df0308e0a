package io.github.once4j.processor.problem;

/**
 * The stable numbers of the problems, by hundreds: 1 the text of templates, 2 their names, properties and parts, 3 answers,
 * 4 durations, 5 methods, 6 classes, 7 names that clash, 8 containers. A number is never used again for something else.
 * {@code ERRORS.md} of this module explains each.
 */
public enum Code {
    UNCLOSED_BRACE(101),
    UNOPENED_BRACE(102),
    EMPTY_PLACEHOLDER(103),
    NOT_A_NAME(104),
    FOREIGN_PLACEHOLDER(105),
    EMPTY_KEY(106),

    UNKNOWN_NAME(201),
    UNKNOWN_PROPERTY(202),
    LEASE_IN_KEY(203),
    UNSTABLE_PART(204),
    NULLABLE_PART(205),
    NOTHING_BETWEEN(206),
    PERCENT_BETWEEN(207),
    UNUSABLE_PROPERTY(208),

    RAISE_AND_RETURN(301),
    WRONG_ANSWER(302),
    NO_ANSWER_FOR_PRIMITIVE(303),
    NULL_AGAINST_PROMISE(304),
    ANSWER_FOR_VOID(305),
    ANSWER_OF_THIS_TYPE(306),

    NOT_A_DURATION(401),
    LEASE_TOO_SHORT(402),
    NOT_POSITIVE(403),
    LEAST_ABOVE_MOST(404),

    PRIVATE_METHOD(501),
    STATIC_METHOD(502),
    FINAL_METHOD(503),
    ABSTRACT_METHOD(504),
    WORK_GOES_ON(505),
    TRANSACTIONAL(506),
    UNGUARDED_OVERRIDE(507),
    FOREIGN_PACKAGE_PRIVATE(508),
    TWO_LEASES(509),
    NO_PARAMETER_NAMES(510),
    HIDDEN_TYPE(511),
    SELF_CALL_OF_DEFAULT_METHOD(512),
    BAD_NAME(513),

    FINAL_CLASS(601),
    SEALED_CLASS(602),
    RECORD(603),
    ENUM(604),
    INNER_CLASS(605),
    PRIVATE_CLASS(606),
    PRIVATE_CONSTRUCTORS(607),
    LOCAL_CLASS(608),
    ANNOTATION_TYPE(609),

    CLASH_WITH_MEMBER(701),
    CLASH_OF_OVERLOADS(702),
    CLASH_OF_CLASSES(703),

    STEREOTYPE_ON_CONCRETE_CLASS(801);

    private final int number;

    Code(int number) {
        this.number = number;
    }

    /** As it is printed and searched for: {@code ONCE-201}. */
    public String id() {
        return "ONCE-" + number;
    }
}
