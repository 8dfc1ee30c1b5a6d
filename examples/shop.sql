-- A small wholesale shop in the year 2025: who bought what, and when.
--
-- All of it is computed here, from sequences and a multiplicative hash (Knuth's 2654435761 modulo 2^32), so that every
-- build of the database holds the same rows. examples/make_db.py runs this file.

create table customers (
  id        integer primary key,
  name      text not null unique,
  city      text not null,
  joined_on text not null  -- YYYY-MM-DD
);

create table products (
  id          integer primary key,
  name        text not null unique,
  category    text not null,
  price_cents integer not null
);

create table orders (
  id          integer primary key,
  customer_id integer not null references customers(id),
  ordered_on  text not null,  -- YYYY-MM-DD
  status      text not null check (status in ('paid', 'returned'))
);

create table order_items (
  order_id    integer not null references orders(id),
  product_id  integer not null references products(id),
  quantity    integer not null,
  price_cents integer not null,  -- of one piece, on the day of the order
  primary key (order_id, product_id)
);

-- 12 x 10 names.
with
  first(n, word) as (values
    (0, 'Amber'), (1, 'Birch'), (2, 'Cedar'), (3, 'Delta'), (4, 'Ember'), (5, 'Fjord'),
    (6, 'Garnet'), (7, 'Harbour'), (8, 'Indigo'), (9, 'Juniper'), (10, 'Kestrel'), (11, 'Lumen')),
  second(n, word) as (values
    (0, 'Bakery'), (1, 'Books'), (2, 'Café'), (3, 'Cycles'), (4, 'Garden'),
    (5, 'Hotel'), (6, 'Kitchen'), (7, 'Market'), (8, 'Studio'), (9, 'Tea House')),
  city(n, word) as (values
    (0, 'Lisbon'), (1, 'Zürich'), (2, 'Kraków'), (3, 'Ghent'), (4, 'Turku'), (5, 'Graz'), (6, 'Porto'))
insert into customers
select first.n * 10 + second.n + 1,
       first.word || ' ' || second.word,
       (select word from city where city.n = (first.n * 10 + second.n) * 2654435761 % 4294967296 / 65536 % 7),
       date('2019-01-01', '+' || ((first.n * 10 + second.n) * 2654435761 % 4294967296 / 4096 % 2190) || ' days')
from first, second;

insert into products (name, category, price_cents) values
  ('Linen apron', 'textiles', 2450),      ('Wool blanket', 'textiles', 8900),
  ('Cotton napkins', 'textiles', 1290),   ('Tea towel', 'textiles', 790),
  ('Oak tray', 'wood', 3400),             ('Walnut bowl', 'wood', 5200),
  ('Beech spoon', 'wood', 450),           ('Ash cutting board', 'wood', 2950),
  ('Espresso cup', 'ceramics', 1150),     ('Dinner plate', 'ceramics', 1850),
  ('Teapot', 'ceramics', 4600),           ('Serving dish', 'ceramics', 3700),
  ('Water glass', 'glass', 690),          ('Carafe', 'glass', 2750),
  ('Wine glass', 'glass', 1350),          ('Glass jar', 'glass', 980),
  ('Beeswax candle', 'light', 1190),      ('Brass lamp', 'light', 12900),
  ('Paper lantern', 'light', 1650),       ('Candle holder', 'light', 2100),
  ('Notebook', 'paper', 890),             ('Gift wrap', 'paper', 420),
  ('Letter set', 'paper', 1490),          ('Wall calendar', 'paper', 1790);

-- 3600 orders over the year. Seven customers order more often from quarter to quarter: in quarter q an order goes to one
-- of them with a chance of q*q in 100, on top of their share.
with recursive
  growing(n, id) as (values (0, 7), (1, 19), (2, 23), (3, 42), (4, 64), (5, 77), (6, 101)),
  i(n) as (select 1 union all select n + 1 from i where n < 3600),
  h(n, day, pick, chance) as (
    select n,
           n * 2654435761 % 4294967296 / 1024 % 365,
           (n + 10007) * 2654435761 % 4294967296 / 512 % 120,
           (n + 50021) * 2654435761 % 4294967296 / 2048 % 100
    from i),
  q(n, day, pick, chance, quarter) as (
    select n, day, pick, chance, (strftime('%m', date('2025-01-01', '+' || day || ' days')) + 2) / 3 from h)
insert into orders
select n,
       case when chance < quarter * quarter then (select id from growing where growing.n = pick % 7) else pick + 1 end,
       date('2025-01-01', '+' || day || ' days'),
       case when (n + 777) * 2654435761 % 4294967296 / 256 % 50 = 0 then 'returned' else 'paid' end
from q;

-- One to four products in each order; a product that comes up twice counts once.
with recursive
  line(n) as (values (0), (1), (2), (3))
insert or ignore into order_items
select orders.id,
       products.id,
       1 + (orders.id * 4 + line.n + 31) * 2654435761 % 4294967296 / 8192 % 6,
       products.price_cents
from orders
join line on line.n <= orders.id * 2654435761 % 4294967296 / 16384 % 4
join products on products.id = 1 + (orders.id * 4 + line.n) * 2654435761 % 4294967296 / 1024 % 24;

create index orders_by_customer on orders(customer_id, ordered_on);
