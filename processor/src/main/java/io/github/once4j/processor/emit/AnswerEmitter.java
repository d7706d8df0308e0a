package io.github.once4j.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import io.github.once4j.processor.emit.annotation.Literals;
import io.github.once4j.processor.model.Answer;
import io.github.once4j.processor.model.Answer.Call;
import io.github.once4j.processor.model.Answer.Constant;
import io.github.once4j.processor.model.Answer.EmptyArray;
import io.github.once4j.processor.model.Answer.Literal;
import io.github.once4j.processor.model.Answer.Text;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** What a locked call returns, as an expression. */
final class AnswerEmitter {
    private final Types types;

    AnswerEmitter(Types types) {
        this.types = types;
    }

    /** Whether the value is a constant of the class: it has no literal, and is the same for each call. */
    static boolean isConstant(Answer answer) {
        return answer instanceof Call call && !call.arguments().isEmpty();
    }

    CodeBlock expression(Answer answer) {
        if (answer instanceof Text text) {
            return Literals.string(text.text());
        }
        if (answer instanceof Literal literal) {
            return CodeBlock.of("$L", literal.source());
        }
        if (answer instanceof Constant constant) {
            return CodeBlock.of("$T.$N", TypeName.get(types.erasure(constant.type())), constant.name());
        }
        if (answer instanceof EmptyArray array) {
            return emptyArray(array.component());
        }
        return answer instanceof Call call ? call(call) : CodeBlock.of("null");
    }

    private CodeBlock call(Call call) {
        CodeBlock arguments = call.arguments().stream().map(this::expression).collect(CodeBlock.joining(", "));
        ClassName type = ClassName.bestGuess(call.type());
        return call.method().equals("new")
                ? CodeBlock.of("new $T($L)", type, arguments)
                : CodeBlock.of("$T.$N($L)", type, call.method(), arguments);
    }

    /** The length stands in the first brackets: {@code new String[0][]}. */
    private CodeBlock emptyArray(TypeMirror component) {
        TypeMirror element = component;
        var brackets = new StringBuilder("[0]");
        while (element instanceof ArrayType array) {
            element = array.getComponentType();
            brackets.append("[]");
        }
        return CodeBlock.of("new $T$L", TypeName.get(types.erasure(element)), brackets);
    }
}
