/*
 * The .cnn language. The grammar knows no layer's, loss's or optimizer's name: those are looked up in
 * registries. StatementLexer decides which newlines end a statement, so that the parser sees an END behind
 * every statement and declaration. Expressions are layered by precedence rather than left-recursive, which
 * keeps every decision free of ambiguity.
 */
grammar Cnn;

options { superClass = CnnParserBase; }

file: (declaration? END)* EOF;

declaration
    : importDeclaration
    | blockDeclaration
    | modelDeclaration
    | trainDeclaration
    ;

importDeclaration: IMPORT STRING;

blockDeclaration: BLOCK ID parameters? body;

modelDeclaration: MODEL ID parameters? body;

parameters: OPEN (parameter (COMMA parameter)*)? CLOSE;

parameter: ID (ASSIGN expression)? (IN range)?;

range: expression RANGE expression;

trainDeclaration: TRAIN ID LBRACE (setting? END)* RBRACE;

// batch 64 | data mnist(pad = 2) | augment flip, shift(2) | early_stop(patience = 3)
setting: ID arguments?;

body: LBRACE (statement? END)* RBRACE;

statement
    : inputStatement
    | labelled
    | branchStatement
    | letStatement
    | ifStatement
    | defaultStatement
    | outputStatement
    | expectStatement
    ;

inputStatement: INPUT ID COLON expression;

labelled: (ID COLON)? (layer | repeat | body);

layer: ID arguments? (FROM names)? (ARROW expression)?;

names: ID (COMMA ID)*;

arguments: argument (COMMA argument)*;

argument: (key ASSIGN)? expression;

// Words of the language may be keys: slice from=0, to=3
key: ID | FROM | IN | INPUT | OUTPUT | MODEL | BLOCK | TRAIN | DEFAULT | REPEAT | EXPECT | BRANCH;

repeat: REPEAT (ID IN range | expression) body;

branchStatement: BRANCH ID body;

letStatement: LET ID ASSIGN expression;

ifStatement: IF expression body (ELSE (ifStatement | body))?;

defaultStatement: DEFAULT ID OPEN arguments CLOSE;

outputStatement: OUTPUT names;

expectStatement: EXPECT metric comparison extents;

metric: key (DOT key)*;

comparison: EQ | NE | LT | LE | GT | GE;

expression
    : IF expression THEN expression ELSE expression
    | disjunction
    ;

disjunction: conjunction (OR conjunction)*;

conjunction: negation (AND negation)*;

negation: NOT negation | relation;

relation: extents (comparison extents)?;

extents: sum (X sum)*;

sum: product ((PLUS | MINUS) product)*;

product: sign ((TIMES | DIVIDE | REMAINDER) sign)*;

sign: (PLUS | MINUS) sign | power;

// 2 ^ 3 ^ 2 is 2 ^ (3 ^ 2), and -2 ^ 2 is -(2 ^ 2)
power: primary (POWER sign)?;

primary
    : NUMBER                            # Number
    | EXTENT                            # Extent
    | STRING                            # Text
    | (TRUE | FALSE)                    # Flag
    | IN DOT ID                         # InputMember
    | (ID | IN)                         # Name
    | ID OPEN arguments? CLOSE          # Call
    | OPEN arguments CLOSE              # Tuple
    ;

IMPORT: 'import';
BLOCK: 'block';
MODEL: 'model';
TRAIN: 'train';
INPUT: 'input';
BRANCH: 'branch';
LET: 'let';
IF: 'if';
THEN: 'then';
ELSE: 'else';
REPEAT: 'repeat';
DEFAULT: 'default';
OUTPUT: 'output';
EXPECT: 'expect';
FROM: 'from';
IN: 'in';
AND: 'and';
OR: 'or';
NOT: 'not';
TRUE: 'true';
FALSE: 'false';
X: 'x';

OPEN: '(';
CLOSE: ')';
LBRACE: '{';
RBRACE: '}';
COLON: ':';
COMMA: ',';
DOT: '.';
RANGE: '..';
ARROW: '->';
ASSIGN: '=';
EQ: '==';
NE: '!=';
LE: '<=';
LT: '<';
GE: '>=';
GT: '>';
PLUS: '+';
MINUS: '-';
TIMES: '*';
DIVIDE: '/';
REMAINDER: '%';
POWER: '^';

EXTENT: DIGITS ('x' DIGITS)+;
NUMBER: DIGITS ('.' DIGITS)? ([eE] [+-]? DIGITS)? ('k' | 'M' | 'G' | 'KB' | 'MB' | 'GB')?;
STRING: '"' (~["\\\r\n] | '\\' ["\\])* '"';
ID: [a-zA-Z_] [a-zA-Z_0-9]*;

// A newline or a semicolon. StatementLexer hides those that end nothing and adds the one left out before } and at the end.
END: '\r'? '\n' | '\r' | ';';

DOC: '///' (~[/\r\n] ~[\r\n]*)? -> channel(HIDDEN);
LINE_COMMENT: '//' ~[\r\n]* -> channel(HIDDEN);
BLOCK_COMMENT: '/*' .*? '*/' -> channel(HIDDEN);
SPACE: [ \t\u000C\uFEFF]+ -> channel(HIDDEN);

// What is wrong in itself is a token too, so that the reader can say what is wrong with it.
UNCLOSED_STRING: '"' (~["\\\r\n] | '\\' ["\\])*;
UNCLOSED_COMMENT: '/*' (~'*' | '*'+ ~[*/])* '*'*;
UNKNOWN: .;

fragment DIGITS: [0-9]+;
