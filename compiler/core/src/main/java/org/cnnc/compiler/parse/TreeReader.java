package org.cnnc.compiler.parse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.cnnc.compiler.source.Span;
import org.cnnc.grammar.CnnParser;

/** Turns ANTLR's trees of declarations and statements into the AST. */
final class TreeReader {
    private final CommonTokenStream tokens;
    private final ExpressionReader expressions;
    private final BrokenParts broken;

    TreeReader(CommonTokenStream tokens, ExpressionReader expressions, BrokenParts broken) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.broken = broken;
    }

    Declaration declaration(CnnParser.DeclarationContext context) {
        ParserRuleContext child = (ParserRuleContext) context.getChild(0);
        Span span = expressions.span(context);
        return switch (child) {
            case CnnParser.ImportDeclarationContext c -> {
                Span path = expressions.span(c.STRING().getSymbol());
                yield new ImportDecl(expressions.string(c.STRING()), path);
            }
            case CnnParser.BlockDeclarationContext c ->
                new BlockDecl(doc(c), name(c.ID()), parameters(c.parameters()), body(c.body()), span);
            case CnnParser.ModelDeclarationContext c ->
                new ModelDecl(doc(c), name(c.ID()), parameters(c.parameters()), body(c.body()), span);
            case CnnParser.TrainDeclarationContext c ->
                new TrainDecl(doc(c), name(c.ID()), c.setting().stream().filter(setting -> !broken.isBroken(setting)).map(this::setting).toList(), span);
            default -> throw new IllegalStateException("no such declaration: " + child.getClass());
        };
    }

    /** The doc comment right above a declaration or a parameter, without a blank line between: its lines without their slashes. */
    private String doc(ParserRuleContext context) {
        List<String> lines = new ArrayList<>();
        int newlines = 0;
        for (int i = context.getStart().getTokenIndex() - 1; i >= 0 && newlines < 2; i--) {
            Token token = tokens.get(i);
            switch (token.getType()) {
                case CnnParser.SPACE -> { }
                case CnnParser.END -> newlines += token.getText().isBlank() && !token.getText().isEmpty() ? 1 : 0;
                case CnnParser.DOC, CnnParser.LINE_COMMENT, CnnParser.BLOCK_COMMENT -> {
                    if (token.getType() == CnnParser.DOC) lines.add(token.getText().substring(3).strip());
                    newlines = 0;
                }
                default -> newlines = 2;
            }
        }
        Collections.reverse(lines);
        return String.join("\n", lines);
    }

    private Identifier name(TerminalNode node) {
        return expressions.identifier(node);
    }

    private TrainDecl.Setting setting(CnnParser.SettingContext context) {
        return new TrainDecl.Setting(name(context.ID()), expressions.arguments(context.arguments()), expressions.span(context));
    }

    private List<ParameterDecl> parameters(CnnParser.ParametersContext context) {
        if (context == null) return List.of();
        return context.parameter().stream().map(this::parameter).toList();
    }

    private ParameterDecl parameter(CnnParser.ParameterContext context) {
        return new ParameterDecl(
                doc(context),
                name(context.ID()),
                Optional.ofNullable(context.expression()).map(expressions::expression),
                Optional.ofNullable(context.range()).map(expressions::range));
    }

    private List<Statement> body(CnnParser.BodyContext context) {
        List<Statement> statements = new ArrayList<>();
        for (ParserRuleContext statement : context.statement()) {
            if (broken.isBroken(statement)) statements.add(new Statement.Broken(broken.names(statement), broken.extent(statement)));
            else statements.add(statement((CnnParser.StatementContext) statement));
        }
        // What cannot even begin a statement stands between those that are one.
        if (broken.hasMore(context)) statements.addFirst(new Statement.Broken(List.of(), expressions.span(context.LBRACE().getSymbol())));
        return statements;
    }

    private Statement statement(CnnParser.StatementContext context) {
        ParserRuleContext child = (ParserRuleContext) context.getChild(0);
        Span span = expressions.span(context);
        return switch (child) {
            case CnnParser.InputStatementContext c ->
                new Statement.Input(name(c.ID()), expressions.expression(c.expression()), span);
            case CnnParser.LabelledContext c -> labelled(c, span);
            case CnnParser.BranchStatementContext c -> new Statement.Branch(name(c.ID()), body(c.body()), span);
            case CnnParser.LetStatementContext c ->
                new Statement.Let(name(c.ID()), expressions.expression(c.expression()), span);
            case CnnParser.IfStatementContext c -> choice(c);
            case CnnParser.DefaultStatementContext c ->
                new Statement.Default(name(c.ID()), expressions.arguments(c.arguments()), span);
            case CnnParser.OutputStatementContext c -> new Statement.Output(names(c.names()), span);
            case CnnParser.ExpectStatementContext c ->
                new Statement.Expect(
                        new Identifier(c.metric().getText(), expressions.span(c.metric())),
                        BinaryOperator.of(c.comparison().getText()),
                        expressions.bound(c.extents()),
                        span);
            default -> throw new IllegalStateException("no such statement: " + child.getClass());
        };
    }

    private Statement labelled(CnnParser.LabelledContext context, Span span) {
        Optional<Identifier> label = Optional.ofNullable(context.ID()).map(this::name);
        if (context.layer() != null) return layer(label, context.layer(), span);
        if (context.body() != null) return new Statement.Group(label, body(context.body()), span);
        CnnParser.RepeatContext repeat = context.repeat();
        return new Statement.Repeat(
                label,
                Optional.ofNullable(repeat.ID()).map(this::name),
                Optional.ofNullable(repeat.range()).map(expressions::range),
                Optional.ofNullable(repeat.expression()).map(expressions::expression),
                body(repeat.body()),
                span);
    }

    private Statement layer(Optional<Identifier> label, CnnParser.LayerContext context, Span span) {
        Token last = context.arguments() != null ? context.arguments().getStop() : context.ID().getSymbol();
        return new Statement.Layer(
                label,
                name(context.ID()),
                expressions.arguments(context.arguments()),
                context.names() == null ? List.of() : names(context.names()),
                Optional.ofNullable(context.expression()).map(expressions::expression),
                expressions.span(context.getStart(), last),
                span);
    }

    private Statement choice(CnnParser.IfStatementContext context) {
        List<Statement> otherwise;
        if (context.ifStatement() != null) otherwise = List.of(choice(context.ifStatement()));
        else if (context.body().size() > 1) otherwise = body(context.body(1));
        else otherwise = List.of();
        return new Statement.If(
                expressions.expression(context.expression()), body(context.body(0)), otherwise, expressions.span(context));
    }

    private List<Identifier> names(CnnParser.NamesContext context) {
        return context.ID().stream().map(this::name).toList();
    }
}
