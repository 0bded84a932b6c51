package org.cnnc.compiler.lint;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cnnc.compiler.parse.Expression;
import org.cnnc.compiler.parse.GivenArgument;
import org.cnnc.compiler.parse.Identifier;
import org.cnnc.compiler.parse.ParameterDecl;
import org.cnnc.compiler.parse.Range;
import org.cnnc.compiler.parse.Statement;

/** The names that expressions read, and the kinds of layers and blocks that statements use. */
final class Mentions {
    private final Set<String> names = new HashSet<>();
    private final Set<String> kinds = new HashSet<>();

    static Mentions of(List<Statement> statements) {
        Mentions mentions = new Mentions();
        mentions.add(statements);
        return mentions;
    }

    /** Names of variables and of tensors. */
    Set<String> names() {
        return names;
    }

    Set<String> kinds() {
        return kinds;
    }

    void add(List<Statement> statements) {
        for (Statement statement : statements) add(statement);
    }

    void add(ParameterDecl parameter) {
        parameter.defaultValue().ifPresent(this::add);
        parameter.range().ifPresent(this::add);
    }

    private void add(Statement statement) {
        switch (statement) {
            case Statement.Input input -> add(input.shape());
            case Statement.Layer layer -> {
                kinds.add(layer.kind().text());
                addAll(layer.arguments());
                layer.from().stream().map(Identifier::text).forEach(names::add);
                layer.shape().ifPresent(this::add);
            }
            case Statement.Group group -> add(group.body());
            case Statement.Branch branch -> add(branch.body());
            case Statement.Let let -> add(let.value());
            case Statement.If choice -> {
                add(choice.condition());
                add(choice.then());
                add(choice.otherwise());
            }
            case Statement.Repeat repeat -> {
                repeat.range().ifPresent(this::add);
                repeat.count().ifPresent(this::add);
                add(repeat.body());
            }
            case Statement.Default given -> addAll(given.arguments());
            case Statement.Output output -> output.names().stream().map(Identifier::text).forEach(names::add);
            case Statement.Expect expect -> add(expect.value());
            case Statement.Broken broken -> broken.names().stream().map(Identifier::text).forEach(names::add);
        }
    }

    private void addAll(List<GivenArgument> arguments) {
        for (GivenArgument argument : arguments) add(argument.value());
    }

    private void add(Range range) {
        add(range.from());
        add(range.to());
    }

    private void add(Expression expression) {
        switch (expression) {
            case Expression.NumberLiteral number -> { }
            case Expression.Flag flag -> { }
            case Expression.Text text -> { }
            case Expression.InputMember member -> { }
            case Expression.Name name -> names.add(name.text());
            case Expression.Unary unary -> add(unary.operand());
            case Expression.Binary binary -> {
                add(binary.left());
                add(binary.right());
            }
            case Expression.Extents extents -> extents.sizes().forEach(this::add);
            case Expression.Choice choice -> {
                add(choice.condition());
                add(choice.then());
                add(choice.otherwise());
            }
            case Expression.Call call -> addAll(call.arguments());
            case Expression.Tuple tuple -> addAll(tuple.elements());
        }
    }
}
