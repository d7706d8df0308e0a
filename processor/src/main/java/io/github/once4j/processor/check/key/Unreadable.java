package io.github.once4j.processor.check.key;

import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.problem.DisplayName;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;

/** A member that has the name of a property but cannot be read as one: the reason, and what to write instead. */
final class Unreadable {
    private final Element member;
    private final String property;
    private final String owner;
    private final String why;
    private final String fix;

    Unreadable(Language language, Element member, String property) {
        TypeElement type = Signature.owner(member);
        this.member = member;
        this.property = property;
        this.owner = type.getSimpleName().toString();
        String access = "is " + access(member) + " in " + type.getQualifiedName();
        if (!(member instanceof ExecutableElement method)) {
            this.why = isStatic(member) ? "is static" : access;
            this.fix = "add " + getter(DisplayName.of(member.asType()), Members.nameOf(member)) + " to " + owner + ".";
        } else if (!method.getParameters().isEmpty()) {
            this.why = "has parameters";
            this.fix = addWithout("parameters");
        } else if (!method.getTypeParameters().isEmpty()) {
            this.why = "has type parameters";
            this.fix = addWithout("type parameters");
        } else if (method.getReturnType().getKind() == TypeKind.VOID) {
            this.why = "returns nothing";
            this.fix = "add a public method " + getterName() + "() with a result to " + owner + ".";
        } else if (isStatic(member)) {
            this.why = "is static";
            this.fix = "add " + getter(DisplayName.of(method.getReturnType()), Members.nameOf(method) + "()") + " to "
                    + owner + ".";
        } else if (method.getThrownTypes().stream().anyMatch(language::isChecked)) {
            this.why = "throws a checked exception";
            this.fix = addWithout("checked exceptions");
        } else if (Members.isGuarded(method)) {
            this.why = "is guarded itself";
            this.fix = "remove that @Once, or use another property.";
        } else if (!SourceVersion.isName(Members.nameOf(method))) {
            this.why = "has a name that cannot be written in Java";
            this.fix = addWithout("parameters");
        } else {
            this.why = access;
            this.fix = "make " + Members.nameOf(member) + "() public in " + owner + ".";
        }
    }

    /** A clause: {@code the field `id` is private in q.Order}. */
    String why() {
        String shown = member instanceof ExecutableElement method
                ? "the method `" + DisplayName.of(method)
                : "the field `" + Members.nameOf(member);
        return shown + "` " + why;
    }

    String fix() {
        return fix;
    }

    private String addWithout(String what) {
        return "add a public method " + getterName() + "() without " + what + " to " + owner + ".";
    }

    private String getter(String type, String value) {
        return "`public " + type + " " + getterName() + "() { return " + value + "; }`";
    }

    private String getterName() {
        return "get" + Character.toUpperCase(property.charAt(0)) + property.substring(1);
    }

    private static boolean isStatic(Element member) {
        return member.getModifiers().contains(Modifier.STATIC);
    }

    private static String access(Element member) {
        var modifiers = member.getModifiers();
        if (modifiers.contains(Modifier.PRIVATE)) {
            return "private";
        }
        return modifiers.contains(Modifier.PROTECTED) ? "protected" : "package-private";
    }
}
