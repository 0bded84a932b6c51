package org.cnnc.compiler.parse;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.source.SourceText;
import org.cnnc.compiler.source.Span;
import org.cnnc.grammar.CnnParser;

/** Turns ANTLR's expression trees into {@link Expression}s. */
final class ExpressionReader {
    /** Digits of a number and of its exponent; beyond them it can only be a slip. */
    private static final int MAX_DIGITS = 60;
    private static final int MAX_EXPONENT = 300;

    /** Each operator is a level of the expression's tree, which evaluation descends. */
    private static final int MAX_OPERATORS = 500;

    private final SourceText source;
    private final int[] offsets;
    private final Diagnostics diagnostics;
    private int nesting;
    private int operators;

    /** @param offsets the place in the text of each code point, which ANTLR counts by */
    ExpressionReader(SourceText source, int[] offsets, Diagnostics diagnostics) {
        this.source = source;
        this.offsets = offsets;
        this.diagnostics = diagnostics;
    }

    SourceText source() {
        return source;
    }

    Span span(Token token) {
        return span(token, token);
    }

    Span span(ParserRuleContext context) {
        return span(context.getStart(), context.getStop());
    }

    Span span(Token first, Token last) {
        int start = offsets[first.getStartIndex()];
        return new Span(source, start, Math.max(start, offsets[last.getStopIndex() + 1]));
    }

    Identifier identifier(TerminalNode node) {
        return new Identifier(node.getText(), span(node.getSymbol()));
    }

    String string(TerminalNode node) {
        String quoted = node.getText();
        return quoted.substring(1, quoted.length() - 1).replaceAll("\\\\(.)", "$1");
    }

    List<GivenArgument> arguments(CnnParser.ArgumentsContext context) {
        if (context == null) return List.of();
        return context.argument().stream().map(this::argument).toList();
    }

    private GivenArgument argument(CnnParser.ArgumentContext context) {
        Optional<Identifier> key =
                Optional.ofNullable(context.key()).map(word -> new Identifier(word.getText(), span(word)));
        return new GivenArgument(key, expression(context.expression()), span(context));
    }

    Range range(CnnParser.RangeContext context) {
        return new Range(expression(context.expression(0)), expression(context.expression(1)), span(context));
    }

    Expression expression(CnnParser.ExpressionContext context) {
        return bounded(() -> choice(context));
    }

    /** Counts the operators of a whole expression, however its parts nest. */
    private Expression bounded(Supplier<Expression> read) {
        if (nesting == 0) operators = 0;
        nesting++;
        Expression expression = read.get();
        nesting--;
        return expression;
    }

    private Expression choice(CnnParser.ExpressionContext context) {
        if (context.disjunction() != null) return disjunction(context.disjunction());
        if (isTooMany(context.expression(2))) return leftOut(span(context));
        return new Expression.Choice(
                expression(context.expression(0)), expression(context.expression(1)), expression(context.expression(2)), span(context));
    }

    private Expression disjunction(CnnParser.DisjunctionContext context) {
        return chain(context, context.conjunction(), this::conjunction);
    }

    private Expression conjunction(CnnParser.ConjunctionContext context) {
        return chain(context, context.negation(), this::negation);
    }

    private Expression negation(CnnParser.NegationContext context) {
        if (context.relation() != null) return relation(context.relation());
        if (isTooMany(context.negation())) return leftOut(span(context));
        return new Expression.Unary(UnaryOperator.NOT, negation(context.negation()), span(context));
    }

    private Expression relation(CnnParser.RelationContext context) {
        Expression left = extents(context.extents(0));
        if (context.comparison() == null) return left;
        BinaryOperator operator = BinaryOperator.of(context.comparison().getText());
        return new Expression.Binary(operator, left, extents(context.extents(1)), span(context));
    }

    /** The right side of an {@code expect}. */
    Expression bound(CnnParser.ExtentsContext context) {
        return bounded(() -> extents(context));
    }

    private Expression extents(CnnParser.ExtentsContext context) {
        if (context.sum().size() == 1) return sum(context.sum(0));
        List<Expression> sizes = new ArrayList<>();
        for (CnnParser.SumContext part : context.sum()) {
            // 3 x 5x5 has three sizes.
            Expression size = sum(part);
            if (size instanceof Expression.Extents inner && part.getStart() == part.getStop()) sizes.addAll(inner.sizes());
            else sizes.add(size);
        }
        return new Expression.Extents(List.copyOf(sizes), span(context));
    }

    private Expression sum(CnnParser.SumContext context) {
        return chain(context, context.product(), this::product);
    }

    private Expression product(CnnParser.ProductContext context) {
        return chain(context, context.sign(), this::sign);
    }

    /** {@code a op b op c} as ((a op b) op c); the operators stand between the operands. */
    private <T extends ParserRuleContext> Expression chain(
            ParserRuleContext context, List<T> operands, Function<T, Expression> read) {
        Expression result = read.apply(operands.getFirst());
        for (int i = 1; i < operands.size(); i++) {
            BinaryOperator operator = BinaryOperator.of(context.getChild(2 * i - 1).getText());
            Span span = span(context.getStart(), operands.get(i).getStop());
            if (isTooMany(operands.get(i))) return result;
            result = new Expression.Binary(operator, result, read.apply(operands.get(i)), span);
        }
        return result;
    }

    /** Counts an operator; the first that is one too many is reported at its operand, which is then left out. */
    private boolean isTooMany(ParserRuleContext operand) {
        if (++operators <= MAX_OPERATORS) return false;
        diagnostics.add(Diagnostic.error(Code.CNN1010, span(operand), "more than " + MAX_OPERATORS + " operators in one expression")
                .advice("name a part of it with `let`"));
        return true;
    }

    private static Expression leftOut(Span span) {
        return new Expression.NumberLiteral(BigDecimal.ONE, span);
    }

    private Expression sign(CnnParser.SignContext context) {
        if (context.power() != null) return power(context.power());
        if (isTooMany(context.sign())) return leftOut(span(context));
        UnaryOperator operator = context.MINUS() != null ? UnaryOperator.MINUS : UnaryOperator.PLUS;
        return new Expression.Unary(operator, sign(context.sign()), span(context));
    }

    private Expression power(CnnParser.PowerContext context) {
        Expression base = primary(context.primary());
        if (context.sign() == null || isTooMany(context.sign())) return base;
        return new Expression.Binary(BinaryOperator.POWER, base, sign(context.sign()), span(context));
    }

    private Expression primary(CnnParser.PrimaryContext context) {
        Span span = span(context);
        return switch (context) {
            case CnnParser.NumberContext number -> new Expression.NumberLiteral(number(number.getText(), span), span);
            case CnnParser.ExtentContext extent -> extent(extent.getText(), span);
            case CnnParser.TextContext text -> new Expression.Text(string(text.STRING()), span);
            case CnnParser.FlagContext flag -> new Expression.Flag(flag.TRUE() != null, span);
            case CnnParser.InputMemberContext member -> new Expression.InputMember(identifier(member.ID()), span);
            case CnnParser.NameContext name -> new Expression.Name(name.getText(), span);
            case CnnParser.CallContext call -> new Expression.Call(identifier(call.ID()), arguments(call.arguments()), span);
            case CnnParser.TupleContext tuple -> tuple(tuple, span);
            default -> throw new IllegalStateException("no such alternative: " + context.getClass());
        };
    }

    private Expression tuple(CnnParser.TupleContext context, Span span) {
        List<GivenArgument> elements = arguments(context.arguments());
        boolean parenthesised = elements.size() == 1 && elements.getFirst().key().isEmpty();
        return parenthesised ? elements.getFirst().value() : new Expression.Tuple(elements, span);
    }

    private Expression extent(String text, Span span) {
        List<Expression> sizes = new ArrayList<>();
        int start = span.start();
        for (String size : text.split("x")) {
            Span part = new Span(source, start, start + size.length());
            sizes.add(new Expression.NumberLiteral(number(size, part), part));
            start += size.length() + 1;
        }
        return new Expression.Extents(List.copyOf(sizes), span);
    }

    private BigDecimal number(String text, Span span) {
        String digits = text.replaceAll("[kKMGB]+$", "");
        long factor = switch (text.substring(digits.length())) {
            case "k" -> 1_000L;
            case "M" -> 1_000_000L;
            case "G" -> 1_000_000_000L;
            case "KB" -> 1L << 10;
            case "MB" -> 1L << 20;
            case "GB" -> 1L << 30;
            default -> 1L;
        };
        String exponent = digits.replaceFirst("^[0-9.]+[eE]?[+-]?0*", "");
        boolean huge = exponent.length() > 3 || !exponent.isEmpty() && Integer.parseInt(exponent) > MAX_EXPONENT;
        if (digits.length() > MAX_DIGITS || huge) {
            diagnostics.add(Diagnostic.error(Code.CNN1011, span,
                    "at most " + MAX_DIGITS + " digits, and exponents from -" + MAX_EXPONENT + " to " + MAX_EXPONENT));
            return BigDecimal.ONE;
        }
        return new BigDecimal(digits).multiply(BigDecimal.valueOf(factor));
    }
}
