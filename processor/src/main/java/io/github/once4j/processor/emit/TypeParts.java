package io.github.once4j.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import io.github.once4j.processor.emit.type.Names;
import io.github.once4j.processor.emit.type.TypeNames;
import io.github.once4j.processor.model.GuardedType;

/**
 * What the members of one generated class have in common, made once.
 *
 * @param type the guarded type
 * @param generated the generated class
 * @param supertype the guarded type with its type arguments, as the generated class extends or implements it
 * @param name the guarded type without type arguments
 */
record TypeParts(GuardedType type, ClassName generated, TypeName supertype, TypeName name) {
    static TypeParts of(GuardedType type) {
        return new TypeParts(
                type,
                ClassName.get(type.packageName(), type.name()),
                TypeNames.of(type.element()).of(type.element().asType()),
                TypeNames.guarded(type.element()));
    }

    /** The mark of generated classes. */
    AnnotationSpec mark() {
        return AnnotationSpec.builder(Names.GENERATED)
                .addMember("value", "$T.class", name)
                .build();
    }
}
