package org.cnnc.compiler.format;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.cnnc.compiler.format.Word.Break;
import org.cnnc.compiler.parse.SyntaxTree;
import org.cnnc.grammar.CnnParser;

/** Reads a syntax tree as lines: what its author wrote on one line, where blank lines are, where comments. */
final class BlockReader {
    private final SyntaxTree tree;
    private final Spacing spacing;

    private BlockReader(SyntaxTree tree) {
        this.tree = tree;
        spacing = new Spacing(tree.file());
    }

    /** The file as a whole. */
    static Block read(SyntaxTree tree) {
        List<Line> lines = new BlockReader(tree).lines(0, tree.tokens().size() - 1, tree.file().declaration());
        return new Block(List.of(), lines, false);
    }

    /** What stands in the braces of a body or of a training section. */
    private Block block(ParserRuleContext context) {
        int open = context.getToken(CnnParser.LBRACE, 0).getSymbol().getTokenIndex();
        int close = context.getStop().getTokenIndex();
        List<? extends ParserRuleContext> statements = switch (context) {
            case CnnParser.BodyContext body -> body.statement();
            case CnnParser.TrainDeclarationContext train -> train.setting();
            default -> throw new IllegalStateException("no braces in " + context.getClass());
        };
        List<Line> lines = new ArrayList<>(lines(open + 1, close, statements));
        List<Comment> head = List.of();
        if (!lines.isEmpty() && lines.getFirst().phrases().isEmpty() && !startsWithNewline(open + 1)) {
            head = lines.removeFirst().elements().stream().map(Comment.class::cast).toList();
        }
        return new Block(head, List.copyOf(lines), isOnOneLine(open, close));
    }

    private boolean startsWithNewline(int index) {
        int next = index;
        while (tree.tokens().get(next).getType() == CnnParser.SPACE) next++;
        return isNewline(tree.tokens().get(next));
    }

    private boolean isOnOneLine(int open, int close) {
        return tree.tokens().getTokens().subList(open, close).stream()
                .noneMatch(token -> token.getText().indexOf('\n') >= 0 || token.getText().indexOf('\r') >= 0);
    }

    private List<Line> lines(int from, int to, List<? extends ParserRuleContext> statements) {
        List<Line> lines = new ArrayList<>();
        List<Element> elements = new ArrayList<>();
        Iterator<? extends ParserRuleContext> following = statements.iterator();
        ParserRuleContext next = following.hasNext() ? following.next() : null;
        boolean blank = false;
        int newlines = 0;
        for (int i = from; i < to; i++) {
            Token token = tree.tokens().get(i);
            if (isNewline(token)) newlines++;
            boolean isStatement = next != null && next.getStart() == token;
            if (!isStatement && !isComment(token)) continue;
            if (newlines > 0) {
                if (!elements.isEmpty()) lines.add(new Line(blank && !lines.isEmpty(), List.copyOf(elements)));
                elements.clear();
                blank = newlines > 1;
                newlines = 0;
            }
            if (!isStatement) {
                elements.add(new Comment(comment(token), token.getType() != CnnParser.BLOCK_COMMENT));
                continue;
            }
            i = lastOf(next);
            elements.add(phrase(next, i));
            next = following.hasNext() ? following.next() : null;
        }
        if (!elements.isEmpty()) lines.add(new Line(blank && !lines.isEmpty(), List.copyOf(elements)));
        return lines;
    }

    /** The last token of a statement, or of a block comment between it and its end. */
    private int lastOf(ParserRuleContext statement) {
        int last = statement.getStop().getTokenIndex();
        for (int i = last + 1; i < tree.tokens().size(); i++) {
            int type = tree.tokens().get(i).getType();
            if (type == CnnParser.BLOCK_COMMENT) last = i;
            else if (type != CnnParser.SPACE) break;
        }
        return last;
    }

    private Phrase phrase(ParserRuleContext statement, int last) {
        ParseTree only = statement instanceof CnnParser.StatementContext ? statement.getChild(0) : statement;
        Token leadEnd = null;
        Token assertion = null;
        Phrase.Form form = Phrase.Form.OTHER;
        if (only instanceof CnnParser.LabelledContext labelled) {
            form = Phrase.Form.LAYER;
            if (labelled.COLON() != null) leadEnd = labelled.COLON().getSymbol();
            if (labelled.layer() != null && labelled.layer().ARROW() != null) assertion = labelled.layer().ARROW().getSymbol();
        } else if (only instanceof CnnParser.SettingContext setting) {
            form = Phrase.Form.SETTING;
            leadEnd = setting.ID().getSymbol();
        }
        List<Part> parts = new ArrayList<>();
        int lead = 0;
        int asserted = -1;
        BlocksByBrace blocks = new BlocksByBrace(statement);
        boolean ownLine = false;
        for (int i = statement.getStart().getTokenIndex(); i <= last; i++) {
            Token token = tree.tokens().get(i);
            if (isNewline(token)) ownLine = true;
            if (isComment(token)) parts.add(remark(token, ownLine));
            if (token.getChannel() != Token.DEFAULT_CHANNEL) continue;
            ownLine = false;
            ParserRuleContext body = blocks.openedBy(token);
            if (token == assertion) asserted = parts.size();
            parts.add(body == null ? spacing.word(token) : block(body));
            if (body != null) i = body.getStop().getTokenIndex();
            if (token == leadEnd) lead = parts.size();
        }
        return new Phrase(form, List.copyOf(parts), lead, asserted < 0 ? parts.size() : asserted);
    }

    /** A comment inside a statement. */
    private static Word remark(Token token, boolean ownLine) {
        Break breaks = token.getType() == CnnParser.BLOCK_COMMENT ? Break.NEVER : ownLine ? Break.AROUND : Break.ALWAYS;
        return new Word(comment(token), false, false, breaks);
    }

    private static boolean isNewline(Token token) {
        return token.getType() == CnnParser.END && !token.getText().isEmpty() && !token.getText().equals(";");
    }

    private static boolean isComment(Token token) {
        return switch (token.getType()) {
            case CnnParser.DOC, CnnParser.LINE_COMMENT, CnnParser.BLOCK_COMMENT -> true;
            default -> false;
        };
    }

    /** Its text without spaces at the ends of lines. */
    private static String comment(Token token) {
        List<String> lines = token.getText().lines().map(String::stripTrailing).toList();
        return String.join("\n", lines);
    }
}
