grammar Cnn; file: ID* EOF; ID: [a-z]+; WS: [ \t\r\n]+ -> skip;
