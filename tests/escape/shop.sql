-- The database that the escape files attack.
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, secret BLOB);
INSERT INTO customers VALUES (1, 'Ada', x'00ff'), (2, 'Grace', NULL), (3, 'Linus', x'');
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers (id), amount REAL);
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
INSERT INTO orders SELECT i, i % 3 + 1, i * 1.5 FROM n;
-- Names that would be statements if anything pasted them into SQL.
CREATE TABLE "x""; DROP TABLE customers; --" ("a""; DELETE FROM orders; --" TEXT);
INSERT INTO "x""; DROP TABLE customers; --" VALUES ('''; DROP TABLE orders; --');
CREATE VIEW trap AS SELECT load_extension('x') AS y;
CREATE VIEW names AS SELECT id, name FROM customers;
CREATE TRIGGER names_write INSTEAD OF INSERT ON names BEGIN DELETE FROM customers; END;
