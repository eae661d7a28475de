//! The budget calculator: what a campaign earns after all it costs, and from where on it earns anything.
//!
//! Amounts are exact; what is divided is an `f64`, and none where the divisor is nothing. Money that buyers save by the
//! promotion counts as cost, beside what is paid out: that is how "is it worth it" is asked.
use super::{Fault, Quantity, Unit};

crate::words! {
    /// What the calculator takes.
    pub enum CostingField {
        /// Revenue, before or after discounts.
        Revenue = "revenue",
        /// Gross margin at list prices.
        Margin = "margin",
        /// Cost of goods.
        Goods = "goods",
        /// Advertising.
        Spend = "spend",
        /// What buyers pay less.
        Discounts = "discounts",
        /// What people get.
        Rewards = "rewards",
        /// What it costs anyway.
        Fixed = "fixed",
        /// Orders.
        Orders = "orders",
        /// Customers who are new.
        NewCustomers = "new_customers",
        /// Orders a new customer places in all.
        Repeat = "repeat",
    }
}

/// Whether revenue is counted before or after discounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Basis {
    /// GMV: at list prices, before discounts.
    #[default]
    Gross,
    /// What buyers pay: after discounts.
    Net,
}

/// What is known of a campaign's money. What is not given costs nothing; revenue, orders and new customers that are not
/// given leave out what is computed from them.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Costing {
    /// Revenue, on its basis.
    pub revenue: Option<Quantity>,
    /// Before or after discounts.
    pub basis: Basis,
    /// Gross margin at list prices, as a share: (list price − cost of goods) ÷ list price.
    pub margin: Option<Quantity>,
    /// Cost of goods, in place of a margin.
    pub goods: Option<Quantity>,
    /// Advertising.
    pub spend: Option<Quantity>,
    /// What buyers pay less than list prices.
    pub discounts: Option<Quantity>,
    /// What people get for taking part: vouchers paid out, gifts, prizes.
    pub rewards: Option<Quantity>,
    /// What it costs however much is sold: people, content, stands.
    pub fixed: Option<Quantity>,
    /// Orders.
    pub orders: Option<Quantity>,
    /// Customers who are new.
    pub new_customers: Option<Quantity>,
    /// Orders a new customer places in all, the first one counted; 1 where not given.
    pub repeat: Option<Quantity>,
}

/// An input that cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CostingFault {
    /// A negative amount.
    Negative(CostingField),
    /// A margin above 100 %.
    MarginAboveWhole,
    /// Both a margin and a cost of goods.
    MarginAndGoods,
    /// Discounts larger than what they are taken off.
    DiscountsAboveRevenue,
    /// Fewer than one order a customer.
    RepeatBelowOne,
    /// A sum beyond ±9.2 trillion.
    Overflow,
}

impl From<Fault> for CostingFault {
    fn from(_: Fault) -> Self {
        Self::Overflow
    }
}

/// What comes out.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct CostingResult {
    /// Revenue before discounts.
    pub gross: Option<f64>,
    /// Revenue after discounts.
    pub net: Option<f64>,
    /// Cost of goods: gross × (1 − margin).
    pub goods: Option<f64>,
    /// All activity cost: spend + discounts + rewards + fixed.
    pub cost: Quantity,
    /// Contribution (profit): net − goods − spend − rewards − fixed (Farris et al., *Marketing Metrics*, 3rd ed., ch. 3:
    /// what is left of revenue after variable cost and the campaign's own cost).
    pub profit: Option<f64>,
    /// Profit ÷ all activity cost (Farris et al., ch. 11: return on marketing investment). Another number than the
    /// catalogue's `roi`, which sets revenue against spend alone.
    pub roi: Option<f64>,
    /// Net revenue ÷ spend (Google Ads Help: target ROAS), as the catalogue's `roas`.
    pub roas: Option<f64>,
    /// Margin that is left after discounts: (net − goods) ÷ net.
    pub margin_left: Option<f64>,
    /// Net revenue from which on there is a profit, at the same discount depth: (spend + rewards + fixed) ÷ margin left
    /// (break-even analysis: fixed cost ÷ contribution margin ratio, Farris et al., ch. 3). None where nothing is left
    /// of a sale: more sales would only cost more.
    pub break_even_net: Option<f64>,
    /// The same before discounts.
    pub break_even_gross: Option<f64>,
    /// ROAS from which on advertising pays for itself: 1 ÷ margin left.
    pub break_even_roas: Option<f64>,
    /// Orders of the same value that make the break-even revenue, whole ones.
    pub break_even_orders: Option<f64>,
    /// Spend ÷ new customers (Farris et al., ch. 5: acquisition cost), as the catalogue's `cac`.
    pub cac: Option<f64>,
    /// All activity cost ÷ new customers.
    pub full_cac: Option<f64>,
    /// What advertising may cost per new customer so that none is bought at a loss: what an order leaves after goods,
    /// discounts and rewards × orders per new customer × repeat orders. A new customer places at most one order in the
    /// campaign itself; where there are fewer orders than new customers, that share of one.
    pub affordable_cac: Option<f64>,
    /// Discounts ÷ gross revenue.
    pub depth: Option<f64>,
    /// Spend's share of all activity cost.
    pub spend_share: Option<f64>,
    /// Discounts' share.
    pub discounts_share: Option<f64>,
    /// Rewards' share.
    pub rewards_share: Option<f64>,
    /// Fixed cost's share.
    pub fixed_share: Option<f64>,
}

/// None where the divisor is nothing or the quotient is no number.
fn over(dividend: f64, divisor: f64) -> Option<f64> {
    Some(dividend / divisor).filter(|quotient| divisor != 0.0 && quotient.is_finite())
}

impl CostingField {
    /// What it counts in.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Self::Margin => Unit::Percent,
            Self::Orders | Self::NewCustomers => Unit::Count,
            Self::Repeat => Unit::Ratio,
            _ => Unit::Money,
        }
    }
}

impl CostingFault {
    /// The field to look at.
    #[must_use]
    pub fn field(self) -> CostingField {
        match self {
            Self::Negative(field) => field,
            Self::MarginAboveWhole => CostingField::Margin,
            Self::MarginAndGoods => CostingField::Goods,
            Self::DiscountsAboveRevenue => CostingField::Discounts,
            Self::RepeatBelowOne => CostingField::Repeat,
            Self::Overflow => CostingField::Revenue,
        }
    }
}

impl Costing {
    fn slot(&mut self, field: CostingField) -> &mut Option<Quantity> {
        match field {
            CostingField::Revenue => &mut self.revenue,
            CostingField::Margin => &mut self.margin,
            CostingField::Goods => &mut self.goods,
            CostingField::Spend => &mut self.spend,
            CostingField::Discounts => &mut self.discounts,
            CostingField::Rewards => &mut self.rewards,
            CostingField::Fixed => &mut self.fixed,
            CostingField::Orders => &mut self.orders,
            CostingField::NewCustomers => &mut self.new_customers,
            CostingField::Repeat => &mut self.repeat,
        }
    }

    /// A field's value.
    #[must_use]
    pub fn get(&self, field: CostingField) -> Option<Quantity> {
        let mut copy = *self;
        *copy.slot(field)
    }

    /// Sets a field.
    pub fn set(&mut self, field: CostingField, value: Option<Quantity>) {
        *self.slot(field) = value;
    }

    /// Works everything out.
    ///
    /// # Errors
    /// An input that cannot be, by name.
    pub fn result(&self) -> Result<CostingResult, CostingFault> {
        self.check()?;
        let [spend, discounts, rewards, fixed] =
            [self.spend, self.discounts, self.rewards, self.fixed].map(Option::unwrap_or_default);
        let cost = Quantity::sum([spend, discounts, rewards, fixed])?;
        let (gross, net) = match (self.revenue, self.basis) {
            (None, _) => (None, None),
            (Some(gross), Basis::Gross) => (Some(gross), Some(gross.checked_sub(discounts)?)),
            (Some(net), Basis::Net) => (Some(net.checked_add(discounts)?), Some(net)),
        };
        if net.is_some_and(|net| net < Quantity::ZERO) {
            return Err(CostingFault::DiscountsAboveRevenue);
        }
        let share = |part: Quantity| over(part.to_f64(), cost.to_f64());
        let (gross, net) = (gross.map(Quantity::to_f64), net.map(Quantity::to_f64));
        let goods = match (self.goods, self.margin, gross) {
            (Some(goods), ..) => Some(goods.to_f64()),
            (None, Some(margin), Some(gross)) => Some(gross * (1.0 - margin.to_f64())),
            _ => None,
        };
        let others = Quantity::sum([spend, rewards, fixed])?.to_f64();
        let left = net.zip(goods).map(|(net, goods)| net - goods);
        let profit = left.map(|left| left - others);
        let margin_left = left.zip(net).and_then(|(left, net)| over(left, net));
        let gains = margin_left.filter(|margin| *margin > 0.0);
        let break_even_net = gains.and_then(|margin| over(others, margin));
        let kept = gross.zip(net).and_then(|(gross, net)| over(net, gross));
        let count = |count: Option<Quantity>| count.map(Quantity::to_f64).filter(|count| *count > 0.0);
        let (orders, customers) = (count(self.orders), count(self.new_customers));
        let per_order = net.zip(orders).and_then(|(net, orders)| over(net, orders));
        let per_customer = |money: f64| customers.and_then(|customers| over(money, customers));
        let affordable = left.zip(orders).zip(customers).map(|((left, orders), customers)| {
            let an_order = (left - rewards.to_f64()) / orders;
            an_order * (orders / customers).min(1.0) * self.repeat.map_or(1.0, Quantity::to_f64)
        });
        Ok(CostingResult {
            gross,
            net,
            goods,
            cost,
            profit,
            roi: profit.and_then(|profit| over(profit, cost.to_f64())),
            roas: net.and_then(|net| over(net, spend.to_f64())),
            margin_left,
            break_even_net,
            break_even_gross: break_even_net.zip(kept).and_then(|(net, kept)| over(net, kept)),
            break_even_roas: gains.and_then(|margin| over(1.0, margin)),
            break_even_orders: break_even_net
                .zip(per_order)
                .and_then(|(net, value)| whole(over(net, value)?)),
            cac: per_customer(spend.to_f64()).filter(|_| spend > Quantity::ZERO),
            full_cac: per_customer(cost.to_f64()).filter(|_| cost > Quantity::ZERO),
            affordable_cac: affordable.filter(|value| value.is_finite()),
            depth: gross.and_then(|gross| over(discounts.to_f64(), gross)),
            spend_share: share(spend),
            discounts_share: share(discounts),
            rewards_share: share(rewards),
            fixed_share: share(fixed),
        })
    }

    fn check(&self) -> Result<(), CostingFault> {
        let is_negative =
            |field: &&CostingField| self.get(**field).is_some_and(|value| value < Quantity::ZERO);
        if let Some(field) = CostingField::ALL.iter().find(is_negative) {
            return Err(CostingFault::Negative(*field));
        }
        let one = Quantity::from_micros(Quantity::SCALE);
        if self.margin.is_some_and(|margin| margin > one) {
            return Err(CostingFault::MarginAboveWhole);
        }
        if self.margin.is_some() && self.goods.is_some() {
            return Err(CostingFault::MarginAndGoods);
        }
        match self.repeat {
            Some(repeat) if repeat < one => Err(CostingFault::RepeatBelowOne),
            _ => Ok(()),
        }
    }
}

/// The next whole number; one that is whole but for what an `f64` loses stays.
fn whole(value: f64) -> Option<f64> {
    let near = value.round();
    let is_whole = (value - near).abs() <= 1e-9 * value.abs().max(1.0);
    Some(if is_whole { near } else { value.ceil() }).filter(|whole| whole.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn some(units: f64) -> Option<Quantity> {
        Quantity::from_f64(units)
    }

    /// GMV 1,000,000 at 35 % margin; 50,000 ads, 80,000 discounts, 20,000 rewards, 10,000 fixed; 5,000 orders of 200,
    /// 10,000 new customers, 1.4 orders each.
    fn promotion() -> Costing {
        Costing {
            revenue: some(1_000_000.0),
            margin: some(0.35),
            spend: some(50_000.0),
            discounts: some(80_000.0),
            rewards: some(20_000.0),
            fixed: some(10_000.0),
            orders: some(5_000.0),
            new_customers: some(10_000.0),
            repeat: some(1.4),
            ..Costing::default()
        }
    }

    fn near(found: Option<f64>, expected: f64) {
        let found = found.unwrap();
        assert!((found - expected).abs() <= 1e-6 * expected.abs().max(1.0), "{found} is not {expected}");
    }

    #[test]
    fn a_promotion_reckoned_by_hand() {
        let found = promotion().result().unwrap();
        near(found.net, 920_000.0);
        near(found.goods, 650_000.0);
        assert_eq!(found.cost.to_string(), "160000");
        // 920,000 − 650,000 − 50,000 − 20,000 − 10,000
        near(found.profit, 190_000.0);
        near(found.roi, 190_000.0 / 160_000.0);
        near(found.roas, 18.4);
        // 270,000 of 920,000 are left.
        near(found.margin_left, 0.293_478_260_869);
        near(found.break_even_roas, 3.407_407_407);
        // 80,000 ÷ 0.293478… = 272,592.59; before 8 % off: 296,296.30; at 184 an order: 1,481.48
        near(found.break_even_net, 272_592.592_592_6);
        near(found.break_even_gross, 296_296.296_296_3);
        near(found.break_even_orders, 1_482.0);
        near(found.cac, 5.0);
        near(found.full_cac, 16.0);
        // (270,000 − 20,000) ÷ 5,000 = 50 an order, half an order a new customer, 1.4 times.
        near(found.affordable_cac, 35.0);
        near(found.depth, 0.08);
        near(found.spend_share, 0.3125);
        near(found.discounts_share, 0.5);
        near(found.rewards_share, 0.125);
        near(found.fixed_share, 0.0625);
    }

    #[test]
    fn a_new_customer_places_at_most_one_order_in_the_campaign() {
        let found = Costing { new_customers: some(2_000.0), ..promotion() }.result().unwrap();
        near(found.affordable_cac, 70.0);
        let once = Costing { new_customers: some(2_000.0), repeat: None, ..promotion() }.result().unwrap();
        near(once.affordable_cac, 50.0);
    }

    #[test]
    fn revenue_after_discounts_gives_the_same() {
        let net = Costing { revenue: some(920_000.0), basis: Basis::Net, ..promotion() };
        assert_eq!(net.result(), promotion().result());
    }

    #[test]
    fn a_cost_of_goods_does_for_a_margin() {
        let goods = Costing { margin: None, goods: some(650_000.0), ..promotion() };
        assert_eq!(goods.result(), promotion().result());
        let both = Costing { goods: some(650_000.0), ..promotion() };
        assert_eq!(both.result(), Err(CostingFault::MarginAndGoods));
    }

    #[test]
    fn at_the_break_even_revenue_nothing_is_earned_and_nothing_lost() {
        let found = promotion().result().unwrap();
        let gross = found.break_even_gross.unwrap();
        let scaled = Costing { revenue: some(gross), discounts: some(gross * 0.08), ..promotion() };
        assert!(scaled.result().unwrap().profit.unwrap().abs() < 0.01);
    }

    #[test]
    fn where_an_order_leaves_nothing_no_revenue_breaks_even() {
        let found = Costing { discounts: some(400_000.0), ..promotion() }.result().unwrap();
        assert!(found.margin_left.unwrap() < 0.0 && found.profit.unwrap() < 0.0);
        let none =
            [found.break_even_net, found.break_even_gross, found.break_even_roas, found.break_even_orders];
        assert_eq!(none, [None; 4]);
        assert!(found.affordable_cac.unwrap() < 0.0);
    }

    #[test]
    fn what_is_divided_by_nothing_has_no_value() {
        let empty = Costing::default().result().unwrap();
        assert_eq!(empty, CostingResult::default());
        let zero = Costing { revenue: some(0.0), margin: some(0.3), orders: some(0.0), ..Costing::default() };
        let zero = zero.result().unwrap();
        assert_eq!(
            (zero.roas, zero.roi, zero.margin_left, zero.cac, zero.depth),
            (None, None, None, None, None)
        );
        assert_eq!(zero.profit, Some(0.0));
    }

    #[test]
    fn what_cannot_be_is_named() {
        let fault = |costing: Costing| costing.result().unwrap_err();
        assert_eq!(
            fault(Costing { rewards: some(-1.0), ..promotion() }),
            CostingFault::Negative(CostingField::Rewards)
        );
        assert_eq!(fault(Costing { margin: some(35.0), ..promotion() }), CostingFault::MarginAboveWhole);
        assert_eq!(
            fault(Costing { discounts: some(1_000_001.0), ..promotion() }),
            CostingFault::DiscountsAboveRevenue
        );
        assert_eq!(fault(Costing { repeat: some(0.4), ..promotion() }), CostingFault::RepeatBelowOne);
        let huge = Costing { spend: Some(Quantity::MAX), rewards: Some(Quantity::MAX), ..promotion() };
        assert_eq!(fault(huge), CostingFault::Overflow);
    }

    proptest! {
        #[test]
        fn no_input_gives_a_number_that_is_none(
            amounts in prop::collection::vec(prop::option::of(0..=Quantity::MAX.micros() / 8), 10), net in any::<bool>(),
        ) {
            let given = |i: usize| amounts[i].map(Quantity::from_micros);
            let costing = Costing {
                revenue: given(0), basis: if net { Basis::Net } else { Basis::Gross },
                margin: given(1).map(|m| Quantity::from_micros(m.micros() % 1_000_001)),
                goods: None, spend: given(3), discounts: given(4), rewards: given(5), fixed: given(6),
                orders: given(7), new_customers: given(8), repeat: given(9),
            };
            if let Ok(found) = costing.result() {
                let all = [
                    found.gross, found.net, found.goods, found.profit, found.roi, found.roas, found.margin_left,
                    found.break_even_net, found.break_even_gross, found.break_even_roas, found.break_even_orders,
                    found.cac, found.full_cac, found.affordable_cac, found.depth, found.spend_share,
                ];
                prop_assert!(all.into_iter().flatten().all(f64::is_finite), "{found:?}");
            }
        }
    }
}
